namespace OffsetGuard.Cli.Loading;

/// <summary>The files people wrote below a folder, in a defined order: build output and hidden folders are left out.</summary>
internal static class FolderWalk
{
    private static readonly ImmutableArray<string> SkippedFolders = ["bin", "obj", "artifacts", "node_modules"];

    public static ImmutableArray<string> Files(string folder, string pattern) => [.. Walk(folder, pattern).Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Walk(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern)
            .Concat(Directory.EnumerateDirectories(folder).Where(IsSearched).SelectMany(below => Walk(below, pattern)));

    private static bool IsSearched(string folder) =>
        Path.GetFileName(folder) is var name && !name.StartsWith('.') && !SkippedFolders.Contains(name, StringComparer.OrdinalIgnoreCase);
}
