using System.Buffers.Binary;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Writes the end of a transaction into each of its partitions; what waits for it goes on.</summary>
/// <remarks>Apache Kafka: TransactionMarkerChannelManager, KafkaApis.handleWriteTxnMarkersRequest, EndTransactionMarker (key and value).</remarks>
internal sealed class MarkerWriter(TopicTable topics, GroupTable groups, ParkedFetches parkedFetches, ParkedOffsetFetches parkedOffsetFetches)
{
    public void Write(IReadOnlyList<TopicPartition> partitions, ProducerIdentity producer, TransactionEnd end, DateTimeOffset now)
    {
        var batch = BatchHeader.MarkerOf(producer, end);
        var marker = MarkerOf(end, now);
        foreach (var id in partitions)
        {
            if (!topics.TryGet(id, out var partition))
                continue;   // its topic was deleted meanwhile
            partition.Append([marker], batch);
            if (id.Topic == OffsetsTopic.Name)
                groups.Replay(id.Partition, batch);
            parkedFetches.WakeAt(partition);
        }

        parkedOffsetFetches.Wake();
    }

    private static NewRecord MarkerOf(TransactionEnd end, DateTimeOffset now)
    {
        var key = new byte[4];   // version 0, type
        BinaryPrimitives.WriteInt16BigEndian(key.AsSpan(2), (short)end);
        var value = new byte[6];   // version 0, coordinator epoch 0
        return new NewRecord(key, value, now.ToUnixTimeMilliseconds());
    }
}
