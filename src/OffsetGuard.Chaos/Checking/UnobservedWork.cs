using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>When a process says that it is done, none of its work is still under way: a task that nobody awaits never ends.</summary>
internal sealed class UnobservedWork(GroupLedger ledger) : IChecker
{
    private bool _wasDisturbed;

    /// <summary>A host that was asked to stop gives up what hangs on a fault when its time is over; that is no mistake of the program.</summary>
    public Violation? Observe(WorldEvent happened)
    {
        _wasDisturbed |= happened.IsDisturbance;
        return happened is ProcessStopped { UnfinishedCount: > 0, Who: { } who } stopped && !(stopped.WasAsked && _wasDisturbed)
            && ledger.LastDeliveredTo(who) is { } last
            ? new Violation(Promise.NoUnobservedWork, last.Group, last.Partition, last.Offset)
            : null;
    }
}
