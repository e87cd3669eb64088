using OffsetGuard.Cli.Loading;
using OffsetGuard.Corpus.Labels;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>Which folders of a repository are checked, each as one compilation.</summary>
internal static class CheckedFolders
{
    /// <summary>The repository as a whole, unless it is large; then the projects that hold the labelled files.</summary>
    public static ImmutableArray<string> Of(string root, IEnumerable<LabelledLoop> loops, int filesMax) =>
        SourceFolder.Files(root).Length <= filesMax ? [root] : ProjectsOf(root, loops);

    private static ImmutableArray<string> ProjectsOf(string root, IEnumerable<LabelledLoop> loops)
    {
        var folders = loops.Select(loop => loop.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
                .Select(file => ProjectOf(root, file)).Aggregate(CommonParent))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return [.. folders.Where(folder => !folders.Exists(other => other != folder && IsBelow(folder, other)))];
    }

    private static string ProjectOf(string root, string file)
    {
        for (var folder = Path.GetDirectoryName(Path.Combine(root, file))!; folder != root; folder = Path.GetDirectoryName(folder)!)
        {
            if (Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.csproj").Any())
                return folder;
        }

        return root;
    }

    private static string CommonParent(string left, string right)
    {
        var common = left;
        while (common != right && !IsBelow(right, common))
            common = Path.GetDirectoryName(common)!;
        return common;
    }

    private static bool IsBelow(string folder, string parent) =>
        folder.StartsWith(parent + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
