using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>No record is processed twice, whatever fails: at-most-once, and the half of exactly-once that at-least-once leaves open.</summary>
internal sealed class AtMostOneEffect(Promise promise, GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened)
    {
        if (happened is not RecordEffect effect)
            return null;
        return ledger.Of(effect.Group, effect.Partition).Effects.Of(effect.Offset) > 1
            ? new Violation(promise, effect.Group, effect.Partition, effect.Offset)
            : null;
    }
}
