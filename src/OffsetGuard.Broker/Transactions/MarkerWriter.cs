using System.Buffers.Binary;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Writes the end of a transaction into each of its partitions; what waits for it goes on.</summary>
/// <remarks>Apache Kafka: TransactionMarkerChannelManager, KafkaApis.handleWriteTxnMarkersRequest, EndTransactionMarker (key and value).</remarks>
internal sealed class MarkerWriter(
    TopicTable topics, GroupTable groups, ClusterHistory history, ParkedFetches parkedFetches, ParkedOffsetFetches parkedOffsetFetches)
{
    /// <param name="id">The partition to mark.</param>
    /// <param name="transaction">Whose end it is.</param>
    /// <param name="now">The time.</param>
    /// <param name="partition">The partition; null when its topic was deleted meanwhile.</param>
    /// <returns>False when the partition has no leader that could write.</returns>
    public bool TryWrite(TopicPartition id, EndingTransaction transaction, DateTimeOffset now, out Partition? partition)
    {
        if (!topics.TryGet(id, out partition))
            return true;
        if (!partition.IsLed)
            return false;

        var batch = BatchHeader.MarkerOf(transaction.Prepared.Producer, transaction.End);
        var lastStableBefore = partition.LastStableOffset;
        var offset = partition.Append([MarkerOf(transaction.End, now)], batch);
        history.Add(new MarkerWritten(id, batch.ProducerId, offset, transaction.End, lastStableBefore, partition.LastStableOffset));
        if (id.Topic == OffsetsTopic.Name)
            EndOffsets(id.Partition, batch);
        parkedFetches.WakeAt(partition);
        parkedOffsetFetches.Wake();
        return true;
    }

    private void EndOffsets(int partition, in BatchHeader marker)
    {
        foreach (var (committed, before) in groups.Replay(partition, marker))
        {
            history.Committed(committed, before);
            history.TellOfCommit(committed);
        }
    }

    private static NewRecord MarkerOf(TransactionEnd end, DateTimeOffset now)
    {
        var key = new byte[4];   // version 0, type
        BinaryPrimitives.WriteInt16BigEndian(key.AsSpan(2), (short)end);
        var value = new byte[6];   // version 0, coordinator epoch 0
        return new NewRecord(key, value, now.ToUnixTimeMilliseconds());
    }
}
