using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker.Fingerprints;

/// <content>Topics, their logs and replicas.</content>
internal sealed partial class StateFingerprint
{
    private static bool IsInternal(Topic topic) => topic.Name is OffsetsTopic.Name or TransactionTopic.Name;

    /// <summary>Whether every replica has all of the internal logs: then nobody will ever need more of them than what they amount to now.</summary>
    private bool AreInternalLogsSettled() =>
        _kafka.Brokers.IsPlain || _kafka.Topics.All.Where(IsInternal).All(t => t.Partitions.All(IsSettled));

    private static bool IsSettled(Partition partition) => !partition.IsReplicated || (partition.HighWatermark == partition.Log.LogEndOffset
        && partition.Replicas.All.All(r => r.Log == partition.Log && r.EndOffset == partition.Log.LogEndOffset));

    private void AddTopics()
    {
        foreach (var topic in _kafka.Topics.All)
        {
            _hash.Add(topic.Name);
            _hash.Add(_topicIds[topic.Id]);
            _hash.Add(topic.ReplicaCount);
            _hash.Add(topic.Partitions.Count);
            Add(topic.Config.Overrides);
            if (IsInternal(topic) && _kafka.Brokers.IsPlain)
                continue;   // fifty partitions that nobody has to make for this
            foreach (var partition in topic.Partitions)
                Add(partition, IsInternal(topic) && !_areNamesRaw);
        }

        EndList();
    }

    private void Add(Partition partition, bool isSettled)
    {
        if (!isSettled)
            AddLog(partition);
        if (_kafka.Brokers.IsPlain)
            return;   // one replica, which leads
        var registration = partition.Replicas.Registration;
        Add(registration.Replicas);
        Add(registration.InSync);
        Add(registration.Eligible);
        _hash.Add(registration.LastKnownLeader);
        _hash.Add(registration.Leader);
        _hash.Add(registration.LeaderEpoch - partition.LeaderEpoch);
        if (isSettled)
            return;
        AddEpochs(partition.Log, partition);
        foreach (var replica in partition.Replicas.All)
            Add(replica, partition);
    }

    private void AddLog(Partition partition)
    {
        var log = partition.Log;
        _hash.Add(log.LogStartOffset);
        _hash.Add(log.LogEndOffset);
        _hash.Add(partition.HighWatermark);
        _hash.Add(partition.LastStableOffset);
        if (log.LogEndOffset > 0)
            AddContent(log);
        if (log.LogStartOffset > 0)
            AddTrimmed(log);
    }

    private void AddContent(PartitionLog log)
    {
        var content = log.Content;
        _hash.Add(content.Hash);
        foreach (var producerId in content.TransactionalProducers)
            AddProducer(producerId);
        _hash.Add(log.ActiveSegmentStart);
        EndList();
        foreach (var producer in log.Producers.All)
            Add(producer);
        EndList();
        if (!_isAgeing)
            return;
        _hash.Add(log.ActiveSegmentFirstMs ?? -1);
        _hash.Add(log.FirstDirtyOffset);
        foreach (var segment in log.SegmentsBelow(long.MaxValue))
        {
            for (var i = 0; i < segment.Count; i++)
                _hash.Add(segment.TimestampMsAt(i));
        }

        foreach (var (offset, horizonMs) in log.DeleteHorizonsMs)
        {
            _hash.Add(offset);
            _hash.Add(horizonMs);
        }
    }

    /// <summary>Transactions that were aborted where the log begins now; the others stand in its content.</summary>
    private void AddTrimmed(PartitionLog log)
    {
        foreach (var aborted in log.Producers.Aborted)
        {
            if (aborted.FirstOffset >= log.LogStartOffset || aborted.LastOffset < log.LogStartOffset)
                continue;
            AddProducer(aborted.ProducerId);
            _hash.Add(aborted.FirstOffset);
            _hash.Add(aborted.LastOffset);
        }

        EndList();
    }

    /// <summary>What the partition knows of a producer that can still come; of one that is gone only its open transaction counts.</summary>
    private void Add(ProducerState producer)
    {
        if (producer.TransactionFirstOffset is { } first)
        {
            AddProducer(producer.ProducerId);
            _hash.Add(first);
        }

        if (!_areNamesRaw && !_present.Contains(producer.ProducerId))
            return;
        AddProducer(producer.ProducerId);
        AddProducerEpoch(new ProducerIdentity(producer.ProducerId, producer.Epoch));
        foreach (var batch in producer.Batches)
        {
            _hash.Add(batch.BaseSequence);
            _hash.Add(batch.LastSequence);
            _hash.Add(batch.BaseOffset);
        }
    }

    private void Add(Replica replica, Partition partition)
    {
        _hash.Add(replica.EndOffset);
        _hash.Add(replica.HighWatermark);
        if (replica.FormerLeaderEpoch is { } former)
            AddLeaderEpoch(former, partition.Id);
        var sinceFetch = cluster.Now - replica.FetchedAt;
        _hash.Add(Shorter(sinceFetch, _kafka.Brokers.FetchWaitMax));
        _hash.AddFlag(replica.Log == partition.Log);
        if (replica.Log == partition.Log)
            return;
        _hash.Add(replica.Log.LogStartOffset);
        _hash.Add(replica.Log.LogEndOffset);
        _hash.Add(replica.Log.Content.Hash);
        AddEpochs(replica.Log, partition);
    }

    private void AddEpochs(PartitionLog log, Partition partition)
    {
        _hash.Add(log.Epochs.Starts.Count);
        foreach (var (epoch, startOffset) in log.Epochs.Starts)
        {
            AddLeaderEpoch(epoch, partition.Id);
            _hash.Add(startOffset);
        }
    }
}
