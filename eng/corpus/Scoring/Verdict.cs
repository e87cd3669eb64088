namespace OffsetGuard.Corpus.Scoring;

/// <summary>What the labels say of a finding.</summary>
internal enum Verdict
{
    /// <summary>The rule of a bug or a risk, and it touches the label's member or its loop.</summary>
    Right,

    /// <summary>Reported in the member of a bug or a risk, by another rule of the same block (OG1xxx, OG2xxx, ..).</summary>
    Kin,

    /// <summary>Allowed, and not asked for: a label of style, or only advice.</summary>
    Neutral,

    /// <summary>An error or a warning about a labelled loop, and no label says so.</summary>
    False,

    /// <summary>About code that nobody has labelled.</summary>
    Unlabelled,
}
