using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>What an aborted transaction had processed is processed again before anybody commits past it.</summary>
internal sealed class MissingRewind(GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened) =>
        happened is OffsetsCommitted { Who: not null } committed && ledger.Of(committed.Group, committed.Partition).FirstDiscarded is { } first
            && first < committed.NextOffset
            ? new Violation(Promise.RewindAfterAbort, committed.Group, committed.Partition, first)
            : null;
}
