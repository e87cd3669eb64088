namespace OffsetGuard.Testing.Inspection;

/// <summary>What takes an offset in a log.</summary>
public enum FakeRecordKind
{
    /// <summary>A record outside of transactions, or of one that was committed.</summary>
    Committed,

    /// <summary>A record of a transaction that has not ended.</summary>
    Open,

    /// <summary>A record of an aborted transaction: delivered only with isolation.level=read_uncommitted.</summary>
    Aborted,

    /// <summary>The end of a committed transaction: takes an offset and is never delivered.</summary>
    CommitMarker,

    /// <summary>The end of an aborted transaction: takes an offset and is never delivered.</summary>
    AbortMarker,
}
