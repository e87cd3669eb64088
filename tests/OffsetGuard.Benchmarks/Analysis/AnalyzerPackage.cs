using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OffsetGuard.Benchmarks.Analysis;

/// <summary>The analyzers of one package, those that are on by default.</summary>
internal sealed record AnalyzerPackage(string Name, ImmutableArray<DiagnosticAnalyzer> Analyzers)
{
    private const string PeerPrefix = "Peer ";

    public static AnalyzerPackage Of(DiagnosticAnalyzer analyzer) => new(analyzer.GetType().Name, [analyzer]);

    /// <summary>The packages that this project downloads, each in the version for the newest compiler that it supports.</summary>
    public static IReadOnlyList<AnalyzerPackage> Peers() =>
    [
        .. typeof(AnalyzerPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Where(data => data.Key.StartsWith(PeerPrefix, StringComparison.Ordinal))
            .Select(data => Load(data.Key[PeerPrefix.Length..], data.Value!)),
    ];

    private static AnalyzerPackage Load(string package, string folder)
    {
        var loader = new FromFile();
        var analyzers = AssembliesIn(Path.Combine(folder, "analyzers"))
            .SelectMany(path => new AnalyzerFileReference(path, loader).GetAnalyzers(LanguageNames.CSharp));
        return new AnalyzerPackage($"{package} {Path.GetFileName(folder)}", [.. analyzers]);
    }

    // Code fixes stand beside the analyzers and need an editor.
    private static IEnumerable<string> AssembliesIn(string folder)
    {
        var versioned = Directory.EnumerateDirectories(folder, "roslyn*", SearchOption.AllDirectories)
            .Select(path => (Path: path, Version: Version.Parse(Path.GetFileName(path)["roslyn".Length..])))
            .Where(found => found.Version <= typeof(Compilation).Assembly.GetName().Version)
            .OrderByDescending(found => found.Version)
            .Select(found => found.Path)
            .FirstOrDefault();
        return Directory.EnumerateFiles(versioned ?? folder, "*.dll", SearchOption.AllDirectories)
            .Where(path => !Path.GetFileName(path).Contains("CodeFix", StringComparison.Ordinal)
                && !Path.GetFileName(path).Contains("Workspaces", StringComparison.Ordinal));
    }

    private sealed class FromFile : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
            // LoadFrom finds what stands beside an assembly.
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
