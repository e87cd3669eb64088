using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>The partitions a consumer has ever seen, and those it is assigned now, sorted by topic and partition.</summary>
internal sealed class PartitionTable(ClientChannel channel, ConsumerSettings settings)
{
    private readonly Dictionary<TopicPartition, ConsumedPartition> _known = [];
    private readonly List<ConsumedPartition> _assigned = [];
    private readonly HashSet<string> _seenTopics = new(StringComparer.Ordinal);

    public IReadOnlyList<ConsumedPartition> Assigned => _assigned;

    public ConsumedPartition? Find(TopicPartition id) => _known.GetValueOrDefault(id);

    public ConsumedPartition GetOrAdd(TopicPartition id)
    {
        See(id.Topic, settings.AllowsAutoCreate ? id.Topic : null);
        if (!_known.TryGetValue(id, out var partition))
            _known.Add(id, partition = new ConsumedPartition(id));
        return partition;
    }

    /// <summary>The client takes note of a topic, and with its metadata of all its partitions.</summary>
    /// <remarks>librdkafka: rd_kafka_topic_new0; what was never noticed is an unknown partition to Seek, StoreOffset and Pause.</remarks>
    public void See(string topic) => See(topic, toCreate: null);

    private void See(string topic, string? toCreate)
    {
        if (!_seenTopics.Add(topic))
            return;
        channel.Send<MetadataReply>(new MetadataRequest { ToCreate = toCreate }, (metadata, _) =>
        {
            var partitionCount = metadata.Topics.FirstOrDefault(t => t.Key == topic).Value;
            for (var partition = 0; partition < partitionCount; partition++)
                GetOrAdd(new TopicPartition(topic, partition));
            if (partitionCount == 0)
                _seenTopics.Remove(topic);
        });
    }

    public void Assign(ConsumedPartition partition)
    {
        partition.IsAssigned = true;
        _assigned.Add(partition);
        _assigned.Sort((x, y) => x.Id.CompareTo(y.Id));
    }

    public void Unassign(ConsumedPartition partition)
    {
        partition.IsAssigned = false;
        _assigned.Remove(partition);
    }
}
