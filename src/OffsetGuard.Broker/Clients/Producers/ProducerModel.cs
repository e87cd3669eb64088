using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>Where a record was written.</summary>
internal readonly record struct DeliveredRecord(TopicPartition Partition, long Offset);

/// <summary>A producer with librdkafka's rules, as a pure state machine.</summary>
/// <remarks>librdkafka: rdkafka_msg.c. Without linger, each record is a batch of its own.</remarks>
internal sealed class ProducerModel(int clientId, IChoice choice) : IClientModel
{
    private readonly SortedDictionary<string, int> _partitionCounts = new(StringComparer.Ordinal);

    public ClientChannel Channel { get; } = new(clientId);

    public DateTimeOffset? NextDeadline => null;

    /// <summary>Records that have no answer yet.</summary>
    public int InFlightCount { get; private set; }

    public void Tick(DateTimeOffset now)
    {
        // Nothing of a producer is due at a time yet: no linger, no message time-out.
    }

    /// <summary>Sends one record.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="partition">The partition, or null to let the partitioner choose.</param>
    /// <param name="record">The serialized record.</param>
    public PendingReply<DeliveredRecord> Produce(string topic, int? partition, NewRecord record)
    {
        var pending = new PendingReply<DeliveredRecord>();
        InFlightCount++;
        if (_partitionCounts.TryGetValue(topic, out var partitionCount))
            Send(topic, partition, partitionCount, record, pending);
        else
            LearnTopics(() => SendOrFail(topic, partition, record, pending));
        return pending;
    }

    private void LearnTopics(Action then) => Channel.Send<MetadataReply>(new MetadataRequest(), (reply, _) =>
    {
        foreach (var (name, count) in reply.Topics)
            _partitionCounts[name] = count;
        then();
    });

    private void SendOrFail(string topic, int? partition, NewRecord record, PendingReply<DeliveredRecord> pending)
    {
        if (_partitionCounts.TryGetValue(topic, out var partitionCount))
            Send(topic, partition, partitionCount, record, pending);
        else
            Complete(pending, new TopicPartition(topic, partition ?? -1), LogicalOffset.Unset, ErrorCode.LocalUnknownTopic);
    }

    private void Send(string topic, int? partition, int partitionCount, NewRecord record, PendingReply<DeliveredRecord> pending)
    {
        var target = new TopicPartition(topic, partition ?? Partitioner.PartitionOf(record.Key, partitionCount, choice));
        if ((uint)target.Partition >= (uint)partitionCount)
        {
            Complete(pending, target, LogicalOffset.Unset, ErrorCode.LocalUnknownPartition);
            return;
        }

        Channel.Send<ProduceReply>(
            new ProduceRequest(target, [record]), (reply, _) => Complete(pending, target, reply.BaseOffset, reply.Error));
    }

    private void Complete(PendingReply<DeliveredRecord> pending, TopicPartition partition, long offset, ErrorCode error)
    {
        InFlightCount--;
        pending.Complete(new DeliveredRecord(partition, offset), error);
    }
}
