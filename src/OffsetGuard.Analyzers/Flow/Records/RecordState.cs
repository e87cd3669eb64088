namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>The typestate of the followed record on one path.</summary>
internal enum RecordState
{
    /// <summary>Consumed, and nothing has happened to it.</summary>
    Fresh,

    /// <summary>Its processing runs, or waits somewhere, and this path has not waited for the end.</summary>
    InFlight,
    Processed,

    /// <summary>An exception left its processing, and it was caught.</summary>
    Failed,

    /// <summary>Its offset was stored before it was processed.</summary>
    StoredEarly,

    /// <summary>Its offset was committed before it was processed.</summary>
    CommittedEarly,

    /// <summary>Processed and committed, in this order: nothing can happen to it any more.</summary>
    Settled,

    /// <summary>It failed or was turned away, and the next record was consumed: the next commit passes over it.</summary>
    LeftBehind,
}
