using System.Diagnostics.CodeAnalysis;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>All topics, in ordinal order of their names.</summary>
internal sealed class TopicTable
{
    private readonly SortedDictionary<string, Topic> _topics = new(StringComparer.Ordinal);

    public IEnumerable<Topic> All => _topics.Values;

    public Topic Add(string name, int partitionCount)
    {
        var topic = new Topic(name, partitionCount);
        _topics.Add(name, topic);
        return topic;
    }

    public bool Contains(string name) => _topics.ContainsKey(name);

    public Topic? Find(string name) => _topics.GetValueOrDefault(name);

    public bool TryGet(TopicPartition id, [NotNullWhen(true)] out Partition? partition)
    {
        partition = null;
        if (!_topics.TryGetValue(id.Topic, out var topic) || (uint)id.Partition >= (uint)topic.Partitions.Count)
            return false;
        partition = topic.Partitions[id.Partition];
        return true;
    }
}
