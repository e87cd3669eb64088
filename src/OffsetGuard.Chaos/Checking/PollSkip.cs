using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Deliveries are contiguous over what can be read, unless the program seeks: a handler that throws inside Consume drops a record.</summary>
internal sealed class PollSkip(GroupLedger ledger) : IChecker
{
    private readonly Dictionary<(int ClientId, TopicPartition Partition), long> _next = [];

    public Violation? Observe(WorldEvent happened)
    {
        switch (happened)
        {
            case PositionSet position:
                _next[(position.ClientId, position.Partition)] = position.Offset;
                return null;
            case RecordDelivered delivered:
                var isKnown = _next.TryGetValue((delivered.ClientId, delivered.Partition), out var next);
                _next[(delivered.ClientId, delivered.Partition)] = delivered.Offset + 1;
                return isKnown ? Judge(delivered, next) : null;
            default:
                return null;
        }
    }

    private Violation? Judge(RecordDelivered delivered, long next)
    {
        var progress = ledger.Of(delivered.Group, delivered.Partition);
        next = progress.Log.NextReadable(next, progress.Isolation);
        return next < delivered.Offset ? new Violation(Promise.NoPollSkip, delivered.Group, delivered.Partition, next) : null;
    }
}
