using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>Hears what clients are told and do without a request that would show it, and what brokers decide.</summary>
internal sealed class ClusterEars(World world)
{
    private readonly Dictionary<string, IncarnationName?> _members = new(StringComparer.Ordinal);

    public void Hear(int clientId, HistoryEvent happened)
    {
        if (happened is not ClientEvent)
            HearBroker(clientId, happened);
        else if (world.Owners.TryGetValue(clientId, out var owner) && owner.IsAlive)
            HearClient(clientId, happened, owner);
    }

    private void HearClient(int clientId, HistoryEvent happened, Incarnation owner)
    {
        var at = world.History.Elapsed;
        var group = world.Groups.GetValueOrDefault(clientId, "");
        switch (happened)
        {
            case PartitionsGained gained:
                if (gained.IsByGroup)
                    owner.Definition.NoteMembership();
                foreach (var partition in gained.Partitions)
                    world.History.Add(new PartitionAssigned(at, owner.Name, clientId, group, partition) { IsByGroup = gained.IsByGroup });
                break;
            case PartitionsGivenUp given:
                foreach (var partition in given.Partitions)
                    owner.NoteGivenUp(new PartitionRevoked(at, owner.Name, clientId, group, partition, given.Why));
                break;
            case ReadingBegan began:
                world.History.Add(new PositionSet(at, owner.Name, clientId, group, began.Partition, began.NextOffset, began.Why));
                break;
            case CallFailed failed:
                world.History.Add(new CallThrew(at, owner.Name, clientId, failed.Operation, failed.Error));
                break;
        }
    }

    private void HearBroker(int clientId, HistoryEvent happened)
    {
        var (at, who) = (world.History.Elapsed, world.NameOf(clientId));
        switch (happened)
        {
            case RebalanceBegan began:
                world.History.Add(new RebalanceStarted(at, began.GroupId));
                break;
            case MemberJoined joined:
                _members[joined.MemberId] = who;
                world.History.Add(new MemberCame(at, who, joined.GroupId, joined.MemberId));
                break;
            case MemberRemoved removed:
                world.History.Add(new MemberGone(
                    at, _members.GetValueOrDefault(removed.MemberId), removed.GroupId, removed.MemberId, removed.Exit));
                break;
            case GroupChanged { Record: OffsetRemoved offset }:
                world.History.Add(new OffsetsForgotten(at, who, offset.GroupId, offset.Partition));
                break;
            case OffsetPending pending:
                world.Transactions.NoteSent(clientId, pending);
                break;
            case TransactionMoved moved:
                world.Transactions.NoteMoved(clientId, moved.Transaction);
                break;
            case MarkerWritten marker when marker.Partition.Topic != OffsetsTopic.Name:
                world.History.Add(new TransactionMarked(at, who, marker.Partition, marker.Offset, marker.ProducerId, marker.End));
                break;
            case LogCleaned cleaned:
                world.History.Add(new RecordsCompacted(at, cleaned.Partition, GapsOf(cleaned.Partition)));
                break;
        }
    }

    private List<long> GapsOf(TopicPartition partition)
    {
        var gaps = new List<long>();
        if (!world.Cluster.Kafka.Topics.TryGet(partition, out var compacted))
            return gaps;
        var log = compacted.Log;
        var next = log.LogStartOffset;
        while (log.Read(next, log.LogEndOffset) is { IsEmpty: false } slice)
        {
            for (var i = 0; i < slice.Count; i++)
            {
                for (; next < slice[i].Offset; next++)
                    gaps.Add(next);
                next++;
            }
        }

        return gaps;
    }
}
