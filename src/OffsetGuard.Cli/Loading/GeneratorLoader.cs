using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace OffsetGuard.Cli.Loading;

/// <summary>Loads source generators, one isolated context per folder: two projects may use two versions of one generator.</summary>
internal sealed class GeneratorLoader : IAnalyzerAssemblyLoader
{
    private readonly ConcurrentDictionary<string, FolderContext> contexts = new(StringComparer.Ordinal);

    public void AddDependencyLocation(string fullPath)
    {
        // A dependency is looked for beside the generator that asks for it.
    }

    public Assembly LoadFromPath(string fullPath) =>
        contexts.GetOrAdd(Path.GetDirectoryName(fullPath)!, folder => new FolderContext(folder)).LoadFromAssemblyPath(fullPath);

    private sealed class FolderContext(string folder) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var file = Path.Combine(folder, assemblyName.Name + ".dll");
            return IsShared(assemblyName.Name!) || !File.Exists(file) ? null : LoadFromAssemblyPath(file);
        }

        // Types that cross the border between the compiler and a generator must be the same on both sides.
        private static bool IsShared(string name) =>
            name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || name == "System.Collections.Immutable";
    }
}
