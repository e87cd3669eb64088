namespace OffsetGuard.Broker.History;

/// <summary>Why a consumer reads a partition from where it does.</summary>
internal enum ReadingStart
{
    /// <summary>It was assigned so.</summary>
    Assigned,

    /// <summary>The group has committed it.</summary>
    Committed,

    /// <summary>The application sought it.</summary>
    Sought,

    /// <summary>The log was truncated below the position: another leader never had those records.</summary>
    Truncated,

    /// <summary>auto.offset.reset: nothing was committed.</summary>
    ResetUnknown,

    /// <summary>auto.offset.reset: there is no record at the offset to read.</summary>
    ResetOutOfRange,
}
