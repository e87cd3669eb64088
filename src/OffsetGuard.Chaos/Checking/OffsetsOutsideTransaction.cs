using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>A process that writes in transactions moves its input offsets by them: a crash between the two repeats or loses what was written.</summary>
internal sealed class OffsetsOutsideTransaction : IChecker
{
    private readonly HashSet<string> _transactional = new(StringComparer.Ordinal);   // processes

    public Violation? Observe(WorldEvent happened)
    {
        if (happened is RecordsAppended { TransactionOf: not null, Who: { } writer })
            _transactional.Add(writer.Process);
        return happened is OffsetsCommitted { Who: { } who, Cause: not MoveCause.Transaction } committed && _transactional.Contains(who.Process)
            ? new Violation(Promise.OffsetsInTransaction, committed.Group, committed.Partition, Math.Max(0, committed.NextOffset - 1))
            : null;
    }
}
