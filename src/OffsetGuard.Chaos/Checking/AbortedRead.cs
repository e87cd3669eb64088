using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>No record of an aborted transaction is processed: G1a. A consumer with isolation.level=read_uncommitted does it.</summary>
internal sealed class AbortedRead(GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened) => happened is RecordEffect effect && ledger.LogOf(effect.Partition).IsAborted(effect.Offset)
        ? new Violation(Promise.AbortedRead, effect.Group, effect.Partition, effect.Offset)
        : null;
}
