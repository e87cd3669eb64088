using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>One partition as its leader sees it: the log and the marks that say who may read how far.</summary>
/// <remarks>
/// Apache Kafka: Partition.scala. With one replica the in-sync set is the leader alone, so a record is below the high watermark as
/// soon as it is appended; replicas that lag are added here.
/// </remarks>
internal sealed class Partition(TopicPartition id, Topic topic)
{
    private ProducerTable? _producers;

    public TopicPartition Id { get; } = id;

    /// <summary>The settings of its topic.</summary>
    public TopicConfig Config => topic.Config;

    public PartitionLog Log { get; } = new();

    /// <summary>What the log says of its producers: sequences, open and aborted transactions. Most partitions never need one.</summary>
    public ProducerTable Producers => _producers ??= new ProducerTable();

    public int LeaderEpoch { get; }

    /// <summary>Records below it are on every in-sync replica and may be read.</summary>
    public long HighWatermark { get; private set; }

    /// <summary>Records below it belong to no open transaction. Deleting records lifts it with the log start.</summary>
    public long LastStableOffset => Math.Max(Log.LogStartOffset, Math.Min(HighWatermark, _producers?.FirstUnstableOffset ?? long.MaxValue));

    public long Append(in NewRecord record)
    {
        var offset = Log.Append(record, LeaderEpoch);
        HighWatermark = Log.LogEndOffset;
        return offset;
    }

    /// <summary>Appends a batch and returns the offset of its first record. The caller has asked <see cref="Producers"/> whether it fits.</summary>
    public long Append(IReadOnlyList<NewRecord> records, in BatchHeader batch)
    {
        var baseOffset = Log.LogEndOffset;
        var sizeBytes = BatchSize.Of(records);
        Log.BeginBatch(BatchRules.LargestTimestampMs(records), sizeBytes, Config);
        for (var i = 0; i < records.Count; i++)
            Log.Append(records[i], batch.Advance(i), LeaderEpoch);
        Log.EndBatch(sizeBytes);
        Producers.Replay(batch, baseOffset, records.Count);
        HighWatermark = Log.LogEndOffset;
        return baseOffset;
    }

    /// <summary>The end of what a reader may see.</summary>
    public long ReadableEnd(IsolationLevel isolation) => isolation == IsolationLevel.ReadCommitted ? LastStableOffset : HighWatermark;

    public override string ToString() => $"{Id} log {Log.LogStartOffset}..{Log.LogEndOffset}, high watermark {HighWatermark}";
}
