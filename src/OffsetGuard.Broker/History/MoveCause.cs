namespace OffsetGuard.Broker.History;

/// <summary>Why an offset moved, where its kind does not say it.</summary>
internal enum MoveCause : byte
{
    /// <summary>The kind says it.</summary>
    Usual,

    /// <summary>The application asked: Commit, StoreOffset, DeleteRecords.</summary>
    Application,

    /// <summary>The auto-commit timer.</summary>
    Timer,

    /// <summary>The partition was taken away from the consumer, which commits by itself.</summary>
    Release,

    /// <summary>The consumer is closed, and commits by itself.</summary>
    Close,

    /// <summary>A transaction was committed.</summary>
    Transaction,

    /// <summary>Retention by time or size.</summary>
    Retention,
}
