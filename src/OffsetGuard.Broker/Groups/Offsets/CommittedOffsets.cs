using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>The committed offsets of one group, in order of their partitions.</summary>
internal sealed class CommittedOffsets
{
    private readonly SortedDictionary<TopicPartition, OffsetCommitted> _records = [];

    public int Count => _records.Count;

    public IReadOnlyCollection<TopicPartition> Partitions => _records.Keys;

    public IReadOnlyCollection<OffsetCommitted> Records => _records.Values;

    public bool Contains(TopicPartition partition) => _records.ContainsKey(partition);

    public OffsetCommitted? Find(TopicPartition partition) => _records.GetValueOrDefault(partition);

    public void Replay(OffsetCommitted committed) => _records[committed.Partition] = committed;

    public void Replay(OffsetRemoved removed) => _records.Remove(removed.Partition);
}
