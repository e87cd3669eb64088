using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>What is repeated is what was in flight: no owner is sent back behind the committed offset, to records that were processed.</summary>
internal sealed class BoundedDuplicates(GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened)
    {
        if (happened is not PositionSet { Why: ReadingStart.Assigned } position)
            return null;
        var progress = ledger.Of(position.Group, position.Partition);
        var first = progress.Log.NextReadable(position.Offset, progress.Isolation);
        return first < progress.Committed && progress.Effects.Of(first) > 0
            ? new Violation(Promise.BoundedDuplicates, position.Group, position.Partition, first)
            : null;
    }
}
