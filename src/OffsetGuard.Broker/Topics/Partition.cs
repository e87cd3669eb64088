using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Topics;

/// <summary>One partition as its leader sees it: the log and the marks that say who may read how far.</summary>
/// <remarks>
/// Apache Kafka: Partition.scala. On the only broker the in-sync set is the leader alone, so a record is below the high watermark as soon as
/// it is appended; with more brokers, or one that has failed, <see cref="Replicas"/> says how far it is.
/// </remarks>
internal sealed class Partition
{
    private readonly Topic _topic;
    private ReplicaSet? _replicas;

    /// <param name="id">Its topic and number.</param>
    /// <param name="topic">Its topic.</param>
    /// <param name="brokerIds">Where its replicas are; null on the only broker.</param>
    public Partition(TopicPartition id, Topic topic, IReadOnlyList<int>? brokerIds = null)
    {
        (Id, _topic) = (id, topic);
        _replicas = brokerIds is null ? null : new ReplicaSet(this, topic.Brokers, brokerIds);
    }

    public TopicPartition Id { get; }

    /// <summary>The settings of its topic.</summary>
    public TopicConfig Config => _topic.Config;

    /// <summary>The log of the leader, or of the last one while there is none.</summary>
    public PartitionLog Log { get; private set; } = new();

    /// <summary>What the log says of its producers.</summary>
    public ProducerTable Producers => Log.Producers;

    /// <summary>The epoch of the leader, or of the last one while there is none.</summary>
    public int LeaderEpoch { get; private set; }

    /// <summary>The leader epoch as the controller counts it: losing the leader is one step, the next leader another.</summary>
    public int RegisteredEpoch => _replicas?.Registration.LeaderEpoch ?? LeaderEpoch;

    /// <summary>Records below it are on every in-sync replica and may be read.</summary>
    public long HighWatermark { get; private set; }

    /// <summary>Records below it belong to no open transaction. Deleting records lifts it with the log start.</summary>
    public long LastStableOffset =>
        Math.Max(Log.LogStartOffset, Math.Min(HighWatermark, Log.FirstUnstableOffset(HighWatermark) ?? long.MaxValue));

    /// <summary>The replicas, made when somebody asks: most partitions have one that never fails.</summary>
    public ReplicaSet Replicas => _replicas ??= new ReplicaSet(this, _topic.Brokers, [BrokerTable.FirstId]);

    /// <summary>It has several replicas, or its only broker has failed once.</summary>
    public bool IsReplicated => _replicas is not null;

    /// <summary>It has a leader, and that broker answers.</summary>
    public bool IsLed => _replicas is null || _replicas.IsLed;

    /// <summary>There are as many in-sync replicas as acks=all asks for.</summary>
    public bool HasEnoughInSync => _replicas is null || _replicas.HasEnoughInSync;

    public long Append(in NewRecord record)
    {
        var offset = Log.Append(record, LeaderEpoch);
        OnAppended();
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
        OnAppended();
        return baseOffset;
    }

    /// <summary>The end of what a reader may see.</summary>
    public long ReadableEnd(IsolationLevel isolation) => isolation == IsolationLevel.ReadCommitted ? LastStableOffset : HighWatermark;

    /// <summary>Another replica leads: its log is the partition's from now on, and its readers see what it knows to be readable.</summary>
    public void Lead(Replica leader, int leaderEpoch) =>
        (Log, LeaderEpoch, HighWatermark) = (leader.Log, leaderEpoch, Math.Max(leader.HighWatermark, leader.Log.LogStartOffset));

    public void RaiseHighWatermark(long offset)
    {
        var before = HighWatermark;
        HighWatermark = offset;
        _topic.Brokers.Watcher.OnHighWatermark(this, before);
    }

    public override string ToString() => $"{Id} log {Log.LogStartOffset}..{Log.LogEndOffset}, high watermark {HighWatermark}";

    private void OnAppended()
    {
        if (_replicas is null)
            HighWatermark = Log.LogEndOffset;
        else
            _replicas.Replicate();
    }
}
