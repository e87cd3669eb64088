using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>A record is processed twice only after a fault.</summary>
internal sealed class GratuitousDuplicates(GroupLedger ledger) : IChecker
{
    private bool _hadFault;

    public Violation? Observe(WorldEvent happened)
    {
        _hadFault |= happened is ProcessKilled or ProcessStalled or ProcessFrozen or ProcessFailed or FaultStruck;
        if (_hadFault)
            return null;
        return happened switch
        {
            RecordProcessed processed => Judge(processed.Group, processed.Partition, processed.Offset),
            EffectWritten written => Judge(written.Group, written.Partition, written.Offset),
            _ => null,
        };
    }

    public Violation? AtRest() => null;

    public Violation? AtEnd() => null;

    private Violation? Judge(string group, TopicPartition partition, long offset) => ledger.Of(group, partition).TimesProcessed(offset) > 1
        ? new Violation(Property.GratuitousDuplicates, group, partition, offset)
        : null;
}
