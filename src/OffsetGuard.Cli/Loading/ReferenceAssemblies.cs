using Microsoft.CodeAnalysis;

namespace OffsetGuard.Cli.Loading;

/// <summary>What `--source` compiles against: the shared frameworks this tool runs on, and Confluent.Kafka.dll, shipped with it.</summary>
internal static class ReferenceAssemblies
{
    public static ImmutableArray<MetadataReference> All(string toolFolder)
    {
        var kafka = Path.Combine(toolFolder, "references", "Confluent.Kafka.dll");
        if (!File.Exists(kafka))
            throw new FileNotFoundException($"The installation of OffsetGuard is damaged: {kafka} is missing. Install the tool again.");

        return [.. FrameworkFiles().Append(kafka).Select(path => MetadataReference.CreateFromFile(path))];
    }

    /// <summary>Whether the ASP.NET Core framework, home of the hosting and logging types, was found too.</summary>
    public static bool IncludeHosting => HostingFolder is not null;

    private static string RuntimeFolder => Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private static string? HostingFolder
    {
        get
        {
            var version = Path.GetFileName(RuntimeFolder);
            var folder = Path.Combine(RuntimeFolder, "..", "..", "Microsoft.AspNetCore.App", version);
            return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
        }
    }

    private static IEnumerable<string> FrameworkFiles()
    {
        string[] folders = HostingFolder is { } hosting ? [RuntimeFolder, hosting] : [RuntimeFolder];
        return folders.SelectMany(f => Directory.EnumerateFiles(f, "*.dll")).Where(IsManaged).Order(StringComparer.Ordinal);
    }

    // On Windows the native parts of the runtime are .dll files too; all managed ones carry these names.
    private static bool IsManaged(string path)
    {
        var name = Path.GetFileName(path);
        var named = name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
            || name is "mscorlib.dll" or "netstandard.dll";
        return named && !name.Contains(".Native.", StringComparison.Ordinal);
    }
}
