namespace OffsetGuard.Cli.Reports;

/// <summary>Code scanning wants paths from the root of the repository, wherever the tool was started.</summary>
internal static class SourceRoot
{
    public static string Above(string folder)
    {
        for (var root = folder; root is not null; root = Path.GetDirectoryName(root))
        {
            // A file in work trees and submodules.
            if (Path.Exists(Path.Combine(root, ".git")))
                return root;
        }

        return folder;
    }
}
