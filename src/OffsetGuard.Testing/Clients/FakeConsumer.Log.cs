namespace OffsetGuard.Testing.Clients;

internal sealed partial class FakeConsumer<TKey, TValue>
{
    public WatermarkOffsets GetWatermarkOffsets(TopicPartition topicPartition)
    {
        var partition = topicPartition.ToBroker();
        var (low, high) = Call(() => _model.CachedWatermarks(partition));
        return new WatermarkOffsets(low, high);
    }

    public WatermarkOffsets QueryWatermarkOffsets(TopicPartition topicPartition, TimeSpan timeout)
    {
        var partition = topicPartition.ToBroker();
        var (low, high) = Await(() => _model.QueryWatermarks(partition), timeout, whenUnreachable: BrokerError.LocalAllBrokersDown);
        return new WatermarkOffsets(low, high);
    }

    public List<TopicPartitionOffset> OffsetsForTimes(IEnumerable<TopicPartitionTimestamp> timestampsToSearch, TimeSpan timeout)
    {
        (BrokerPartition, long)[] times = [.. timestampsToSearch.Select(t => (t.TopicPartition.ToBroker(), t.Timestamp.UnixTimestampMs))];
        if (times.Length == 0)
            return Call(() => new List<TopicPartitionOffset>());
        return Await(() => _model.OffsetsForTimes(times), timeout, whenUnreachable: BrokerError.LocalAllBrokersDown).ToClient();
    }
}
