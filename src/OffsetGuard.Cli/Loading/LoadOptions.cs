namespace OffsetGuard.Cli.Loading;

/// <summary>What the user said about the evaluation of projects.</summary>
internal sealed record LoadOptions
{
    public bool MayRestore { get; init; } = true;

    public string? Framework { get; init; }

    public string? Configuration { get; init; }

    /// <summary><c>Name=Value</c> pairs, handed on to MSBuild.</summary>
    public ImmutableArray<string> Properties { get; init; } = [];

    public IEnumerable<string> MSBuildArguments =>
        Properties.Select(p => "-p:" + p).Concat(Configuration is null ? [] : ["-p:Configuration=" + Configuration]);
}
