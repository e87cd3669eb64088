using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>No record is processed before its transaction has ended: it may still be aborted.</summary>
internal sealed class PrecommittedRead(GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened) => happened is RecordEffect effect && ledger.LogOf(effect.Partition).IsOpen(effect.Offset)
        ? new Violation(Promise.PrecommittedRead, effect.Group, effect.Partition, effect.Offset)
        : null;
}
