namespace OffsetGuard.Corpus.Scoring;

/// <summary>What was looked at: a score says nothing without it.</summary>
internal sealed record Census
{
    public int RepositoryCount { get; init; }

    public ImmutableArray<string> AbsentRepositories { get; init; } = [];

    /// <summary>Checked at their newest commit, for want of the labelled one.</summary>
    public ImmutableArray<string> NewestRepositories { get; init; } = [];

    public int LoopCount { get; init; }

    /// <summary>Loops whose file is not in the commit that was checked.</summary>
    public ImmutableArray<string> VanishedLoops { get; init; } = [];

    public int FileCount { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>What the analyzers threw, with the repository.</summary>
    public ImmutableArray<string> Crashes { get; init; } = [];
}
