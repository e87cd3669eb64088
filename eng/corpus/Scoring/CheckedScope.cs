namespace OffsetGuard.Corpus.Scoring;

/// <summary>How much of a repository is one compilation.</summary>
internal enum CheckedScope
{
    /// <summary>The projects that hold the labelled files.</summary>
    Projects,

    /// <summary>Everything.</summary>
    Repository,
}
