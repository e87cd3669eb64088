namespace OffsetGuard.Chaos.Faults;

/// <summary>What can go wrong at a step.</summary>
internal enum FaultKind
{
    /// <summary>The process is gone: nothing it does after this instant has an effect. It is started again.</summary>
    Kill,

    /// <summary>The thread takes <see cref="Fault.Time"/> for the step, while the rest of the process goes on: a slow handler.</summary>
    Stall,

    /// <summary>The whole process stands still, its clients included, and then goes on: a pause of the garbage collector or the machine.</summary>
    Freeze,

    /// <summary>The process is asked to stop in order, and is started again.</summary>
    Stop,

    /// <summary>Another instance of the process joins the group.</summary>
    Join,

    /// <summary>Everybody else goes on first, as far as they can: the threads meet in another order.</summary>
    StandBack,

    /// <summary>The handler or the store throws, this one time; after a write, it has taken effect all the same.</summary>
    Throw,

    /// <summary>The handler or the store throws each time it comes to this record.</summary>
    Poison,

    /// <summary>The request is answered with <see cref="Fault.Error"/>: before or after it took effect.</summary>
    Refuse,

    /// <summary>The request, or the reply to it, is lost.</summary>
    Lose,

    /// <summary>The coordinator of the group, or of the transaction, moves to another broker, or is loading.</summary>
    MoveCoordinator,

    /// <summary>The leader of the partition dies before its followers have what it has last written; it comes back later.</summary>
    KillLeader,

    /// <summary>The leader hangs, others take over, and it wakes up.</summary>
    PauseLeader,

    /// <summary>A replica that is behind becomes the leader.</summary>
    ElectUnclean,

    /// <summary>Retention deletes every record that is there.</summary>
    Trim,

    /// <summary>The clock of the process jumps ahead.</summary>
    SkewClock,

    /// <summary>Another instance of the process joins the group, and leaves it again after <see cref="Fault.Time"/>.</summary>
    Visit,
}
