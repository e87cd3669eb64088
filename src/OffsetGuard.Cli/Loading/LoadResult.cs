namespace OffsetGuard.Cli.Loading;

/// <summary>All that could be loaded, and an account of what could not.</summary>
internal sealed record LoadResult(
    ImmutableArray<LoadedProject> Projects, ImmutableArray<LoadProblem> Problems, ImmutableArray<string> Notes);
