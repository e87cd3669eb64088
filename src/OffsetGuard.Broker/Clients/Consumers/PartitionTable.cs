using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>The partitions a consumer has ever seen, and those it is assigned now, sorted by topic and partition.</summary>
internal sealed class PartitionTable
{
    private readonly Dictionary<TopicPartition, ConsumedPartition> _known = [];
    private readonly List<ConsumedPartition> _assigned = [];

    public IReadOnlyList<ConsumedPartition> Assigned => _assigned;

    public ConsumedPartition? Find(TopicPartition id) => _known.GetValueOrDefault(id);

    public ConsumedPartition GetOrAdd(TopicPartition id)
    {
        if (!_known.TryGetValue(id, out var partition))
            _known.Add(id, partition = new ConsumedPartition(id));
        return partition;
    }

    public void Assign(ConsumedPartition partition)
    {
        partition.IsAssigned = true;
        _assigned.Add(partition);
        _assigned.Sort((x, y) => x.Id.CompareTo(y.Id));
    }

    public void UnassignAll()
    {
        foreach (var partition in _assigned)
            partition.IsAssigned = false;
        _assigned.Clear();
    }
}
