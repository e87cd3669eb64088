namespace OffsetGuard.Broker.History;

/// <summary>The offsets that can move, each of one partition.</summary>
internal enum OffsetMark : byte
{
    /// <summary>Nothing moved.</summary>
    None,

    /// <summary>The end of the log: a batch was appended.</summary>
    LogEnd,

    /// <summary>The start of the log: old records are gone.</summary>
    LogStart,

    /// <summary>The high watermark, where it follows the log end later because there are more replicas than one.</summary>
    HighWatermark,

    /// <summary>How far a consumer has read ahead.</summary>
    Prefetched,

    /// <summary>The position of a consumer: records were handed to the application.</summary>
    Position,

    /// <summary>The stored offset of a consumer: the next one that it may commit.</summary>
    Stored,

    /// <summary>The committed offset of a group.</summary>
    Committed,
}
