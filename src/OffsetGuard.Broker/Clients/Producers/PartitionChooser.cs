namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>The partition of a record whose producer did not name one.</summary>
/// <remarks>librdkafka: rdkafka_msg.c, rd_kafka_msg_partitioner and rd_kafka_topic_partition_any (records without a key stay together for a while).</remarks>
internal sealed class PartitionChooser(ProducerSettings settings, IChoice choice)
{
    private readonly SortedDictionary<string, (int Partition, DateTimeOffset Until)> _sticky = new(StringComparer.Ordinal);

    /// <summary>A partition; -1 when the application's partitioner wants to wait.</summary>
    public int Choose(OutgoingRecord record, int partitionCount)
    {
        var topic = record.Partition.Topic;
        if (settings.CustomPartitioner?.Invoke(topic, partitionCount, record.Record.Key) is { } chosen)
            return chosen;
        if (Partitioner.PartitionOf(settings.Partitioner, record.Record.Key, partitionCount) is { } ofKey)
            return ofKey;
        if (settings.StickyLinger == TimeSpan.Zero || settings.Partitioner == PartitionerKind.Random && record.Record.Key is not null)
            return choice.Choose(ChoiceKind.PartitionOfKeylessRecord, partitionCount);
        return Sticky(topic, partitionCount, record.ProducedAt);
    }

    private int Sticky(string topic, int partitionCount, DateTimeOffset now)
    {
        if (_sticky.TryGetValue(topic, out var last) && now < last.Until && last.Partition < partitionCount)
            return last.Partition;
        var partition = choice.Choose(ChoiceKind.PartitionOfKeylessRecord, partitionCount);
        _sticky[topic] = (partition, now + settings.StickyLinger);
        return partition;
    }
}
