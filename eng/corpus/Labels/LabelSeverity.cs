namespace OffsetGuard.Corpus.Labels;

/// <summary>How an expert weighs what is wrong at a label.</summary>
internal enum LabelSeverity
{
    /// <summary>Loses, repeats or stalls records: has to be found.</summary>
    Bug,

    /// <summary>Does so under conditions, or by a decision that may be meant: should be found.</summary>
    Risk,

    /// <summary>May be said or not.</summary>
    Style,
}
