using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>The first effects of the records of a partition follow the order of their offsets.</summary>
internal sealed class PartitionOrder(GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened)
    {
        if (happened is not RecordEffect effect)
            return null;
        var progress = ledger.Of(effect.Group, effect.Partition);
        return progress.FirstUnprocessed < effect.Offset && progress.Effects.Of(effect.Offset) == 1
            ? new Violation(Promise.PartitionOrder, effect.Group, effect.Partition, effect.Offset)
            : null;
    }
}
