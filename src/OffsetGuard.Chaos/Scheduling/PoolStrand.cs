using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>
/// Work that a process has queued to the thread pool. It takes part from the moment when it is queued, so that who is next never depends
/// on how quick the pool is; its pool thread waits at the gate until then.
/// </summary>
internal sealed class PoolStrand(Scheduler scheduler, Incarnation? queuedBy) : Strand(scheduler, owner: null)
{
    private int _arrival;
    private object? _localQueue;

    private enum Arrival
    {
        Expected,
        Arrived,
        Abandoned,
    }

    public override bool HasThread => !IsEnded;

    /// <summary>Who has queued it, for itself or for somebody else; work that was queued without its context shows nothing else.</summary>
    public Incarnation? QueuedBy { get; } = queuedBy;

    /// <summary>On its pool thread: waits for the first turn. False when nobody expects it any more.</summary>
    public bool TryArrive()
    {
        if (!TryMoveTo(Arrival.Arrived))
            return false;
        AwaitTurn();
        _localQueue = LocalQueue.Detach();
        return true;
    }

    /// <summary>It has its turn and has not arrived; from now on nobody expects it.</summary>
    public bool TryAbandon() => TryMoveTo(Arrival.Abandoned);

    /// <summary>It is seen whose work it is: a process that may not run is not worked for.</summary>
    public void Adopt(Incarnation owner)
    {
        Owner ??= owner;
        SynchronizationContext.SetSynchronizationContext(owner.Context);
        if (!owner.MayRun)
            Park();
    }

    /// <summary>Its thread is done with it.</summary>
    public void Leave()
    {
        LocalQueue.Attach(_localQueue);
        if (IsGivenUp)
            return;
        End();
        Scheduler.Leave();
    }

    private bool TryMoveTo(Arrival arrival) =>
        Interlocked.CompareExchange(ref _arrival, (int)arrival, (int)Arrival.Expected) == (int)Arrival.Expected;
}
