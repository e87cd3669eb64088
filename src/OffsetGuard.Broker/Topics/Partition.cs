using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>One partition as its leader sees it: the log and the marks that say who may read how far.</summary>
/// <remarks>
/// Apache Kafka: Partition.scala. With one replica the in-sync set is the leader alone, so a record is below the high watermark as
/// soon as it is appended; replicas that lag are added here.
/// </remarks>
internal sealed class Partition(TopicPartition id)
{
    public TopicPartition Id { get; } = id;

    public PartitionLog Log { get; } = new();

    public int LeaderEpoch { get; }

    /// <summary>Records below it are on every in-sync replica and may be read.</summary>
    public long HighWatermark { get; private set; }

    /// <summary>Records below it belong to no open transaction.</summary>
    public long LastStableOffset => HighWatermark;

    public long Append(in NewRecord record)
    {
        var offset = Log.Append(record, LeaderEpoch);
        HighWatermark = Log.LogEndOffset;
        return offset;
    }

    /// <summary>The end of what a reader may see.</summary>
    public long ReadableEnd(IsolationLevel isolation) => isolation == IsolationLevel.ReadCommitted ? LastStableOffset : HighWatermark;

    public override string ToString() => $"{Id} log {Log.LogStartOffset}..{Log.LogEndOffset}, high watermark {HighWatermark}";
}
