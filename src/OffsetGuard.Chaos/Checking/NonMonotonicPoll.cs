using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>The offsets that a consumer returns rise, unless the program seeks or the log was cut off.</summary>
internal sealed class NonMonotonicPoll : IChecker
{
    private readonly Dictionary<(int ClientId, TopicPartition Partition), long> _last = [];

    public Violation? Observe(WorldEvent happened)
    {
        switch (happened)
        {
            case PositionSet position:
                _last.Remove((position.ClientId, position.Partition));
                return null;
            case RecordDelivered delivered:
                var isKnown = _last.TryGetValue((delivered.ClientId, delivered.Partition), out var last);
                _last[(delivered.ClientId, delivered.Partition)] = delivered.Offset;
                return isKnown && delivered.Offset <= last
                    ? new Violation(Promise.MonotonicPoll, delivered.Group, delivered.Partition, delivered.Offset)
                    : null;
            default:
                return null;
        }
    }
}
