using OffsetGuard.Approval;

namespace ChaosMutants;

/// <summary>A line of this project, by file and number.</summary>
internal static class SourceLine
{
    private static readonly Dictionary<string, string[]> s_files = Directory
        .EnumerateFiles(Path.Combine(Approve.RepositoryRoot, "tests", "OffsetGuard.Chaos.Mutants"), "*.cs", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileName(file), File.ReadAllLines, StringComparer.Ordinal);

    public static string Of(string file, int number) =>
        s_files.TryGetValue(file, out var lines) && number <= lines.Length ? lines[number - 1].Trim() : $"{file}:{number}";
}
