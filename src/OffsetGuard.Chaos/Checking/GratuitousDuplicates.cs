using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>A record is processed twice only after a fault.</summary>
internal sealed class GratuitousDuplicates(GroupLedger ledger) : IChecker
{
    private bool _hadFault;

    public Violation? Observe(WorldEvent happened)
    {
        _hadFault |= happened.IsFault;
        if (_hadFault || happened is not RecordEffect effect)
            return null;
        return ledger.Of(effect.Group, effect.Partition).Effects.Of(effect.Offset) > 1
            ? new Violation(Promise.GratuitousDuplicates, effect.Group, effect.Partition, effect.Offset)
            : null;
    }
}
