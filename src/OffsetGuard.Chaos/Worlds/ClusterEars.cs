using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Worlds;

/// <summary>Hears what clients are told and do without a request that would show it: partitions that come and go, positions, errors.</summary>
internal sealed class ClusterEars(World world)
{
    public void Hear(int clientId, HistoryEvent happened)
    {
        if (happened is not ClientEvent || !world.Owners.TryGetValue(clientId, out var owner) || !owner.IsAlive)
            return;
        var at = world.History.Elapsed;
        var group = world.Groups.GetValueOrDefault(clientId, "");
        switch (happened)
        {
            case PartitionsGained gained:
                if (gained.IsByGroup)
                    owner.Definition.NoteMembership();
                foreach (var partition in gained.Partitions)
                    world.History.Add(new PartitionAssigned(at, owner.Name, clientId, group, partition));
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
}
