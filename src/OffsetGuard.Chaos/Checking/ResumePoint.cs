using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>A consumer that the group gave a partition reads on where the group has committed, not where the program sends it.</summary>
internal sealed class ResumePoint(GroupLedger ledger, Ownership ownership) : IChecker
{
    public Violation? Observe(WorldEvent happened)
    {
        if (happened is not PositionSet { Why: ReadingStart.Assigned } position
            || ownership.Of(position.ClientId, position.Partition) is not { IsByGroup: true })
            return null;
        return ledger.Of(position.Group, position.Partition).Committed is { } committed && committed != position.Offset
            ? new Violation(Promise.ResumePoint, position.Group, position.Partition, position.Offset)
            : null;
    }
}
