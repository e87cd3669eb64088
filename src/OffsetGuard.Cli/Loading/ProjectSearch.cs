using System.Xml;
using System.Xml.Linq;

namespace OffsetGuard.Cli.Loading;

/// <summary>From the path on the command line to the projects to analyse, in a defined order.</summary>
internal static class ProjectSearch
{
    /// <summary>Full paths and notes for the user, or the reason why the path cannot be used.</summary>
    internal sealed record Result(ImmutableArray<string> Projects, ImmutableArray<string> Notes, string? Refusal);

    /// <summary>What `check` without a path means: the only solution of the folder, else its only project.</summary>
    public static Result InFolder(string folder)
    {
        var solutions = FilesWith(folder, ".sln", ".slnx");
        var candidates = solutions is [] ? FilesWith(folder, ".csproj") : solutions;
        return candidates switch
        {
            [] => Refuse(
                $"There is no solution and no C# project in {folder}. "
                + "Name one: `offsetguard check PATH`; a folder stands for all projects below it."),
            [var only] => At(only),
            _ => Refuse(
                $"There are several candidates in {folder}; "
                + $"name one of them: {string.Join(", ", candidates.Select(Path.GetFileName))}."),
        };
    }

    public static Result At(string path)
    {
        if (Directory.Exists(path))
            return Below(path);
        if (!File.Exists(path))
            return Refuse($"There is no file or folder {path}.");

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csproj" => new Result([path], [], null),
            ".sln" => InSolution(path, SolutionFile.ProjectsOfSln(File.ReadAllText(path))),
            ".slnx" => InXmlSolution(path),
            _ => Refuse($"{path} is neither a .sln, .slnx or .csproj file nor a folder."),
        };
    }

    private static Result Below(string folder)
    {
        var projects = FolderWalk.Files(folder, "*.csproj");
        return projects is [] ? Refuse($"There is no C# project below {folder}.") : new Result(projects, [], null);
    }

    private static Result InXmlSolution(string path)
    {
        try
        {
            return InSolution(path, SolutionFile.ProjectsOfSlnx(XDocument.Load(path)));
        }
        catch (XmlException broken)
        {
            return Refuse($"{path} is not well-formed: {broken.Message}");
        }
    }

    private static Result InSolution(string solution, IEnumerable<string> relativePaths)
    {
        var folder = Path.GetDirectoryName(solution)!;
        var all = relativePaths.Select(p => Path.GetFullPath(p.Replace('\\', '/'), folder)).ToLookup(IsCSharp);
        if (!all[true].Any())
            return Refuse($"{solution} holds no C# project.");

        var notes = all[false].Order(StringComparer.Ordinal).Select(p => $"{Path.GetFileName(p)} is not a C# project and was left out.");
        return new Result([.. all[true].Distinct().Order(StringComparer.Ordinal)], [.. notes], null);
    }

    private static bool IsCSharp(string path) => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    private static ImmutableArray<string> FilesWith(string folder, params string[] extensions) =>
        [.. Directory.EnumerateFiles(folder)
            .Where(file => extensions.Contains(Path.GetExtension(file).ToLowerInvariant()))
            .Order(StringComparer.Ordinal)];

    private static Result Refuse(string why) => new([], [], why);
}
