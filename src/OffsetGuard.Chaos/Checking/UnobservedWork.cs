using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>When a process says that it is done, none of its work is still under way: a task that nobody awaits never ends.</summary>
internal sealed class UnobservedWork(GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened) =>
        happened is ProcessStopped { UnfinishedCount: > 0, Who: { } who } && ledger.LastDeliveredTo(who) is { } last
            ? new Violation(Promise.NoUnobservedWork, last.Group, last.Partition, last.Offset)
            : null;
}
