using System.Text.Json;

namespace OffsetGuard.Cli.Loading;

/// <summary>What is left of the last restore: project.assets.json.</summary>
internal static class AssetsFile
{
    private static readonly ImmutableArray<string> DecidingFiles =
        ["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json", "nuget.config", "NuGet.Config"];

    public static AssetsState StateOf(string assetsFile, string projectFile)
    {
        if (!File.Exists(assetsFile) || !string.Equals(ProjectOf(assetsFile), projectFile, StringComparison.OrdinalIgnoreCase))
            return AssetsState.Missing;

        var restored = File.GetLastWriteTimeUtc(assetsFile);
        return FilesThatDecide(projectFile).Any(file => File.GetLastWriteTimeUtc(file) > restored) ? AssetsState.Old : AssetsState.Current;
    }

    /// <summary>A restore that finds nothing to do leaves the file as old as it was; the next run would restore again.</summary>
    public static void MarkCurrent(string assetsFile)
    {
        if (File.Exists(assetsFile))
            File.SetLastWriteTimeUtc(assetsFile, DateTime.UtcNow);
    }

    private static string? ProjectOf(string assetsFile)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(assetsFile));
            return json.RootElement.GetProperty("project").GetProperty("restore").GetProperty("projectPath").GetString();
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static IEnumerable<string> FilesThatDecide(string projectFile)
    {
        yield return projectFile;
        for (var folder = Path.GetDirectoryName(projectFile); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (var name in DecidingFiles.Select(name => Path.Combine(folder, name)).Where(File.Exists))
                yield return name;
        }
    }
}
