namespace OffsetGuard.Chaos.Scheduling;

/// <summary>The phases of a run, in order.</summary>
internal enum RunPhase
{
    /// <summary>Processes run, are killed and restarted, until nothing happens any more.</summary>
    Running,

    /// <summary>Processes are asked to stop in an orderly way.</summary>
    Stopping,

    /// <summary>The verdict is taken; what is left of the processes is cleared away.</summary>
    Reaping,
}
