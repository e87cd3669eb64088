using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace OffsetGuard.Cli.Loading;

/// <summary>The projects that a solution file names, as written there; solution folders are left out.</summary>
internal static partial class SolutionFile
{
    public static IEnumerable<string> ProjectsOfSln(string text) =>
        ProjectLine().Matches(text).Select(m => m.Groups["path"].Value).Where(IsProject);

    public static IEnumerable<string> ProjectsOfSlnx(XDocument solution) =>
        solution.Descendants("Project").Select(p => p.Attribute("Path")?.Value).OfType<string>().Where(IsProject);

    // A solution folder has no extension of a project file.
    private static bool IsProject(string path) => Path.GetExtension(path).EndsWith("proj", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("""^\s*Project\("\{[^"]*\}"\)\s*=\s*"[^"]*"\s*,\s*"(?<path>[^"]*)"\s*,""", RegexOptions.Multiline)]
    private static partial Regex ProjectLine();
}
