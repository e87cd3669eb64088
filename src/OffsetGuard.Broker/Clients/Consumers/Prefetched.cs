using OffsetGuard.Broker.Log;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>Records, or what there is to tell after them.</summary>
internal sealed class Prefetched(ConsumedPartition partition, RecordSlice records, ConsumerEvent? told)
{
    private readonly int _version = partition.Version;
    private readonly bool _isPlain = records.IsEmpty || records.IsPlain;
    private int _next;

    public ConsumedPartition Partition { get; } = partition;

    public ConsumerEvent? Told { get; } = told;

    public IReadOnlyList<AbortedTransaction> Aborted { get; init; } = [];

    /// <summary>Empty, or of an older version of its partition. A failure is told even when its partition was taken away meanwhile.</summary>
    /// <remarks>librdkafka: rd_kafka_offset_reset reports its error without a version.</remarks>
    public bool IsUseless => Told is not ConsumeFailed && (_version != Partition.Version || (Told is null && _next == records.Count));

    public RecordView Next => records[_next];

    public RecordView TakeNext()
    {
        Partition.PrefetchedCount--;
        return records[_next++];
    }

    public bool IsMarker(in RecordView record) => !_isPlain && record.Batch.IsControl;

    /// <remarks>librdkafka: rdkafka_msgset_reader.c, rd_kafka_aborted_txns.</remarks>
    public bool IsAborted(in RecordView record)
    {
        if (_isPlain || record.Batch is not { IsTransactional: true } batch)
            return false;
        foreach (var aborted in Aborted)
        {
            if (aborted.Covers(batch, record.Offset))
                return true;
        }

        return false;
    }
}
