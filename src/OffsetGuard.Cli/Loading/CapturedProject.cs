namespace OffsetGuard.Cli.Loading;

/// <summary>One project for one target framework, as the SDK would hand it to the compiler.</summary>
internal sealed record CapturedProject
{
    public required string ProjectFile { get; init; }

    /// <summary>Empty when the project names none.</summary>
    public required string Framework { get; init; }

    /// <summary>The arguments of csc.</summary>
    public required ImmutableArray<string> Arguments { get; init; }

    /// <summary>Every path by which another project may refer to this one's assembly, whether it was built or not.</summary>
    public required ImmutableArray<string> OutputPaths { get; init; }

    public required ImmutableArray<string> ProjectReferences { get; init; }

    public string Folder => Path.GetDirectoryName(ProjectFile)!;
}
