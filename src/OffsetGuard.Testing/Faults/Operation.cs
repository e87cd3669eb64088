namespace OffsetGuard.Testing.Faults;

/// <summary>What a client asks a broker, in the words of the client. One call of an application may cause several of them, or none.</summary>
public enum Operation
{
    /// <summary>One batch of records for one partition (Produce).</summary>
    Produce,

    /// <summary>Records of one partition (Fetch). The fake asks for each partition separately.</summary>
    Fetch,

    /// <summary>Where a partition begins, ends or reaches a time (ListOffsets): watermarks, look-ups by time, auto.offset.reset.</summary>
    ListOffsets,

    /// <summary>Which topics there are (Metadata).</summary>
    Metadata,

    /// <summary>Committed offsets of a group (OffsetCommit): by the application, by the timer, or when partitions go.</summary>
    Commit,

    /// <summary>What a group has committed (OffsetFetch): <c>Committed</c>, and the start of every assigned partition.</summary>
    CommittedOffsets,

    /// <summary>Joining a group, for the first time or again (JoinGroup).</summary>
    Join,

    /// <summary>What this member of a group gets (SyncGroup).</summary>
    Sync,

    /// <summary>
    /// "I am still here" (Heartbeat, ConsumerGroupHeartbeat). With <c>group.protocol=consumer</c> joining, leaving and the own part are
    /// heartbeats too.
    /// </summary>
    Heartbeat,

    /// <summary>Leaving a group (LeaveGroup).</summary>
    Leave,

    /// <summary>A producer id and epoch (InitProducerId): <c>InitTransactions</c>, and the first record of an idempotent producer.</summary>
    InitTransactions,

    /// <summary>A partition becomes part of a transaction (AddPartitionsToTxn).</summary>
    AddPartitions,

    /// <summary>The offsets of a group become part of a transaction (AddOffsetsToTxn); the first half of <c>SendOffsetsToTransaction</c>.</summary>
    AddOffsets,

    /// <summary>The offsets themselves (TxnOffsetCommit); the second half of <c>SendOffsetsToTransaction</c>.</summary>
    SendOffsets,

    /// <summary>Commit or abort of a transaction (EndTxn).</summary>
    EndTransaction,

    /// <summary>A new topic (CreateTopics).</summary>
    CreateTopic,

    /// <summary>A topic goes (DeleteTopics).</summary>
    DeleteTopic,

    /// <summary>More partitions for a topic (CreatePartitions).</summary>
    CreatePartitions,

    /// <summary>Records below an offset go (DeleteRecords).</summary>
    DeleteRecords,

    /// <summary>The settings of a topic or of the brokers (DescribeConfigs).</summary>
    DescribeConfigs,

    /// <summary>New settings of a topic or of the brokers (AlterConfigs, IncrementalAlterConfigs).</summary>
    AlterConfigs,

    /// <summary>Which groups there are (ListGroups).</summary>
    ListGroups,

    /// <summary>Who is in a group (DescribeGroups).</summary>
    DescribeGroups,

    /// <summary>A group goes (DeleteGroups).</summary>
    DeleteGroups,

    /// <summary>Committed offsets go (OffsetDelete).</summary>
    DeleteOffsets,

    /// <summary>Another leader for a partition (ElectLeaders).</summary>
    ElectLeader,

    /// <summary>The first exchange on a connection (ApiVersions).</summary>
    Connect,

    /// <summary>Which broker coordinates a group or a transactional id (FindCoordinator).</summary>
    FindCoordinator,

    /// <summary>Where a leader epoch ended (OffsetForLeaderEpoch): a client that looks whether its log was cut.</summary>
    EpochEnd,
}
