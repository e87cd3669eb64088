namespace ChaosMutants;

/// <summary>What has to happen for a mistake to break a promise.</summary>
internal enum Takes
{
    /// <summary>It shows without any fault.</summary>
    Nothing,

    /// <summary>The process is killed at a certain place.</summary>
    Kill,

    /// <summary>It is killed, and killed again while it recovers.</summary>
    TwoKills,

    /// <summary>The handler is slow, and then the process is killed.</summary>
    SlowHandlerAndKill,

    /// <summary>The handler is slow.</summary>
    SlowHandler,

    /// <summary>The handler fails once, or each time it comes to a record.</summary>
    HandlerFailure,

    /// <summary>The process is asked to stop while it works.</summary>
    Stop,

    /// <summary>Partitions move because an instance comes or goes.</summary>
    Rebalance,

    /// <summary>The process stands still, is taken for dead, and wakes up.</summary>
    Zombie,

    /// <summary>Threads meet in an unusual order, and then the process is killed.</summary>
    OtherOrder,

    /// <summary>A commit is refused, or the reply to it is lost.</summary>
    CommitFailure,

    /// <summary>A produced record is refused, or the reply to it is lost.</summary>
    ProduceFailure,

    /// <summary>A write to a durable store fails.</summary>
    StoreFailure,

    /// <summary>A transaction is aborted or its coordinator moves.</summary>
    TransactionFailure,
}
