using OffsetGuard.Broker.Clients.Producers;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker.Simulation;

/// <summary>What must hold in a cluster at every moment. One object watches one cluster, because some rules compare with before.</summary>
internal sealed class Invariants
{
    private readonly Dictionary<(long TopicId, TopicPartition Partition), Dictionary<long, uint>> _seenValues = [];
    private readonly Dictionary<string, (Group Group, int Generation)> _seenGroups = new(StringComparer.Ordinal);

    /// <summary>Checks all rules; to be called after every event.</summary>
    /// <exception cref="InvariantException">A rule is broken: a bug of the broker.</exception>
    public void Check(KafkaCluster kafka)
    {
        foreach (var topic in kafka.Topics.All)
        {
            foreach (var partition in topic.Partitions)
            {
                CheckMarks(partition);
                CheckValues(topic, partition);
            }
        }

        foreach (var group in kafka.Groups.All)
        {
            CheckGeneration(group);
            CheckOwners(group);
        }

        CheckReplay(kafka);
        CheckTransactions(kafka);
    }

    private static void CheckMarks(Partition partition)
    {
        var log = partition.Log;
        InvariantException.Require(log.LogStartOffset <= partition.LastStableOffset, $"log start <= last stable offset in {partition}");
        InvariantException.Require(partition.LastStableOffset <= partition.HighWatermark, $"last stable <= high watermark in {partition}");
        InvariantException.Require(partition.HighWatermark <= log.LogEndOffset, $"high watermark <= log end offset in {partition}");
    }

    /// <summary>An offset keeps its record until it goes: retention and cleanings take records away, nothing changes one.</summary>
    private void CheckValues(Topic topic, Partition partition)
    {
        if (!_seenValues.TryGetValue((topic.Id, partition.Id), out var seen))
            _seenValues.Add((topic.Id, partition.Id), seen = []);

        var last = -1L;
        foreach (var record in RecordsOf(partition))
        {
            InvariantException.Require(record.Offset > last, $"offset {last} of {partition.Id} is followed by {record.Offset}");
            last = record.Offset;
            var value = Partitioner.Crc32(record.Key) ^ (Partitioner.Crc32(record.Value) >> 1);
            InvariantException.Require(seen.TryAdd(last, value) || seen[last] == value, $"{partition.Id} keeps one record at offset {last}");
        }
    }

    private void CheckGeneration(Group group)
    {
        // An empty group that changes its kind, or comes again after its deletion, is another group and begins anew.
        var before = _seenGroups.GetValueOrDefault(group.Id) is var seen && seen.Group == group ? seen.Generation : 0;
        InvariantException.Require(group.Generation >= before, $"the generation never falls below {before} in {group}");
        _seenGroups[group.Id] = (group, group.Generation);
    }

    private static void CheckOwners(Group group)
    {
        InvariantException.Require(group.State != GroupState.Empty || group.MemberCount == 0, $"an empty {group} has no members");
        var owned = group.Owned.ToList();
        InvariantException.Require(owned.Distinct().Count() == owned.Count, $"a partition has one owner in {group}");
    }

    /// <summary>The committed offsets are what a replay of the group log gives.</summary>
    private static void CheckReplay(KafkaCluster kafka)
    {
        if (kafka.Topics.Find(OffsetsTopic.Name) is not { } log)
            return;

        var replayed = new GroupTable();
        foreach (var partition in log.Partitions)
        {
            foreach (var record in RecordsOf(partition))
                replayed.Replay(partition.Id.Partition, record);
        }

        foreach (var group in kafka.Groups.All)
        {
            var offsets = replayed.Find(group.Id)?.Offsets.Records.ToList() ?? [];
            InvariantException.Require(offsets.SequenceEqual(group.Offsets.Records), $"the log of {group} holds its committed offsets");
            if (group is ConsumerGroup { Epoch.Number: > 0 } consumer)
                CheckReplay(consumer, replayed.Find(group.Id) as ConsumerGroup);
        }
    }

    /// <summary>A group of the consumer protocol is nothing but what a replay of its log gives.</summary>
    private static void CheckReplay(ConsumerGroup group, ConsumerGroup? replayed)
    {
        InvariantException.Require(
            replayed is not null && replayed.Epoch == group.Epoch && replayed.TargetEpoch == group.TargetEpoch, $"the log of {group} holds its epochs");
        InvariantException.Require(
            replayed!.Members.Select(m => (m.Id, m.Metadata, m.Current)).SequenceEqual(group.Members.Select(m => (m.Id, m.Metadata, m.Current))),
            $"the log of {group} holds its members");
        InvariantException.Require(
            replayed.Members.Zip(group.Members).All(m => m.First.Target.SetEquals(m.Second.Target)), $"the log of {group} holds its targets");
        InvariantException.Require(
            replayed.Patterns.Values.SelectMany(p => p.Topics).SequenceEqual(group.Patterns.Values.SelectMany(p => p.Topics)),
            $"the log of {group} holds its patterns");
    }

    /// <summary>The transactions are what a replay of their log gives.</summary>
    private static void CheckTransactions(KafkaCluster kafka)
    {
        var replayed = new TransactionTable();
        foreach (var record in kafka.Topics.Find(TransactionTopic.Name)?.Partitions.SelectMany(RecordsOf) ?? [])
            replayed.Replay(record);
        var known = kafka.Transactions.All.Select(TransactionRecordCodec.Encode).SelectMany(r => r.Value!);
        var inLog = replayed.All.Select(TransactionRecordCodec.Encode).SelectMany(r => r.Value!);
        InvariantException.Require(known.SequenceEqual(inLog), "the log of the transactions holds their state");
    }

    private static IEnumerable<RecordView> RecordsOf(Partition partition)
    {
        var next = partition.Log.LogStartOffset;
        while (partition.Log.Read(next, partition.HighWatermark) is { IsEmpty: false } slice)
        {
            for (var i = 0; i < slice.Count; i++)
                yield return slice[i];
            next = slice.LastOffset + 1;
        }
    }
}
