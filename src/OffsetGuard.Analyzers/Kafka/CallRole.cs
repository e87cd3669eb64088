namespace OffsetGuard.Analyzers.Kafka;

/// <summary>What a method of the client does with records and offsets.</summary>
internal enum CallRole
{
    /// <summary>Not a method of the client.</summary>
    None,

    /// <summary>A method of the client that moves no offset and processes no record.</summary>
    Client,
    Consume,

    /// <summary><c>Commit(record)</c>: the client adds the 1 itself.</summary>
    CommitRecord,

    /// <summary><c>Commit(offsets)</c>: the caller names the next offsets.</summary>
    CommitOffsets,

    /// <summary><c>Commit()</c>: whatever is stored.</summary>
    CommitStored,
    StoreRecord,
    StoreOffset,
    Seek,

    /// <summary>Records of the assigned partitions may come from somewhere else now, or no more: close, subscribe, assign.</summary>
    ChangeAssignment,
    Pause,
    Produce,
    Flush,
    SendOffsetsToTransaction,
    BuildConsumer,
}
