namespace OffsetGuard.Analyzers.Flow;

/// <summary>How far the processing of one record has come on a path.</summary>
internal enum Progress
{
    /// <summary>No record: nothing consumed yet, a time-out, or the end of the partition.</summary>
    Absent,

    /// <summary>Consumed, and nothing has happened to it.</summary>
    Fresh,

    /// <summary>Something was computed from it that may have been its processing.</summary>
    PerhapsProcessed,
    Processed,

    /// <summary>It went where this method cannot follow: nothing is reported any more.</summary>
    Escaped,
}
