namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>Where a consumer stands between subscribing and reading. librdkafka: rd_kafka_cgrp_t.rkcg_join_state.</summary>
internal enum JoinState
{
    /// <summary>Never subscribed, or refused by the group.</summary>
    Outside,

    /// <summary>JoinGroup or SyncGroup is on its way.</summary>
    Joining,

    /// <summary>The application has yet to answer what it was assigned.</summary>
    AwaitingAssign,

    /// <summary>Reading what the group gave.</summary>
    Steady,

    /// <summary>The application has yet to give its partitions back.</summary>
    AwaitingRevoke,

    /// <summary>The partitions are given back; their last commit is on its way.</summary>
    AwaitingLastCommit,

    /// <summary>Was a member once.</summary>
    Left,
}
