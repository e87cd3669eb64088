namespace OffsetGuard.Chaos;

/// <summary>What may go wrong in a chaos test.</summary>
[Flags]
public enum ChaosFaults
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A process is gone from one instant to the next, and is started again.</summary>
    Kill = 1 << 0,

    /// <summary>A handler takes longer than <c>auto.commit.interval.ms</c>, or than <c>max.poll.interval.ms</c>.</summary>
    Stall = 1 << 1,

    /// <summary>A whole process stands still for longer than its session or its transaction lasts, and goes on: a zombie.</summary>
    Freeze = 1 << 2,

    /// <summary>A process is asked to stop in order, and is started again.</summary>
    Stop = 1 << 3,

    /// <summary>Another instance of a process joins the group: a rebalance without a crash.</summary>
    Join = 1 << 4,

    /// <summary>Threads and processes take turns in another order.</summary>
    StandBack = 1 << 5,

    /// <summary>A handler or a write to a durable store throws, once.</summary>
    Throw = 1 << 6,

    /// <summary>
    /// A handler throws each time it comes to the same record. That the program does not get past it is no broken promise; that it loses the record is,
    /// and that it tries for ever without a pause and without reading on.
    /// </summary>
    Poison = 1 << 7,

    /// <summary>A commit, a batch or a transaction is refused: before or after it took effect.</summary>
    Refuse = 1 << 8,

    /// <summary>A request, or the reply to it, is lost.</summary>
    Lose = 1 << 9,

    /// <summary>The coordinator of the group is loading, or with several brokers, moves to another one.</summary>
    MoveCoordinator = 1 << 10,

    /// <summary>With several brokers: the leader of a partition dies before its followers have its last records, and comes back.</summary>
    KillLeader = 1 << 11,

    /// <summary>With several brokers: the leader of a partition hangs, another one takes over, and it wakes up.</summary>
    PauseLeader = 1 << 12,

    /// <summary>With several brokers: a replica that is behind becomes the leader, and records are gone for good. Not among the defaults.</summary>
    ElectUnclean = 1 << 13,

    /// <summary>Retention deletes every record that is there; who has not read it yet is out of range. Not among the defaults.</summary>
    Trim = 1 << 14,

    /// <summary>The clock of a process jumps ahead by an hour.</summary>
    SkewClock = 1 << 15,

    /// <summary>Another instance of a process joins the group and leaves it again: partitions go and come back.</summary>
    Visit = 1 << 16,

    /// <summary>Everything that a consumer can survive without losing a record.</summary>
    Default = Kill | Stall | Freeze | Stop | Join | StandBack | Throw | Poison | Refuse | Lose | MoveCoordinator | KillLeader | PauseLeader | SkewClock | Visit,

    /// <summary>Everything.</summary>
    All = Default | ElectUnclean | Trim,
}
