namespace OffsetGuard.Cli.Loading;

/// <summary>What <c>-getItem</c> and <c>-getProperty</c> print.</summary>
internal sealed record MSBuildAnswer
{
    public Dictionary<string, string> Properties { get; init; } = [];

    public Dictionary<string, List<Dictionary<string, string>>> Items { get; init; } = [];

    public CapturedProject ToProject(string projectFile)
    {
        var folder = Path.GetDirectoryName(projectFile)!;
        var arguments = Items["CscCommandLineArgs"].Select(item => item["Identity"]).ToImmutableArray();
        return new CapturedProject
        {
            ProjectFile = projectFile,
            Framework = Properties["TargetFramework"],
            Arguments = arguments,
            OutputPaths = [.. OutputPaths(arguments).Where(path => path.Length > 0).Select(path => Path.GetFullPath(path, folder))],
            ProjectReferences = [.. Items["ProjectReference"].Where(IsCompiledAgainst).Select(item => item["FullPath"])],
        };
    }

    private static bool IsCompiledAgainst(Dictionary<string, string> reference) =>
        !string.Equals(reference.GetValueOrDefault("ReferenceOutputAssembly"), "false", StringComparison.OrdinalIgnoreCase)
        && string.IsNullOrEmpty(reference.GetValueOrDefault("OutputItemType"))
        && reference["FullPath"].EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    private IEnumerable<string> OutputPaths(ImmutableArray<string> arguments)
    {
        yield return Properties["TargetPath"];
        yield return Properties["TargetRefPath"];
        foreach (var argument in arguments)
        {
            if (argument.StartsWith("/out:", StringComparison.Ordinal))
                yield return argument["/out:".Length..];
            if (argument.StartsWith("/refout:", StringComparison.Ordinal))
                yield return argument["/refout:".Length..];
        }
    }
}
