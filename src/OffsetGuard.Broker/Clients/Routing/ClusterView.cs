using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Clients.Routing;

/// <summary>What a client believes: who leads which partition, who coordinates what, which brokers there are.</summary>
/// <remarks>librdkafka: rdkafka_metadata_cache.c, rd_kafka_toppar_leader_update.</remarks>
internal sealed class ClusterView
{
    private readonly Dictionary<Destination, PartitionLeader> _leaders = [];
    private readonly Dictionary<Destination, int> _coordinators = [];
    private readonly HashSet<int> _listed = [];

    /// <summary>The broker to ask, and the leader epoch to name; null when it is not known, <see cref="PartitionRegistration.NoLeader"/> when there is none.</summary>
    public (int BrokerId, int LeaderEpoch)? Find(Destination destination)
    {
        if (_leaders.TryGetValue(destination, out var leader))
            return (leader.BrokerId, leader.LeaderEpoch);
        return _coordinators.TryGetValue(destination, out var brokerId) ? (brokerId, -1) : null;
    }

    /// <summary>Takes newer metadata in.</summary>
    /// <returns>The partitions that have another leader epoch than before.</returns>
    public IReadOnlyList<TopicPartition> Learn(MetadataReply metadata)
    {
        _listed.Clear();
        _listed.UnionWith(metadata.Brokers);
        var changed = new List<TopicPartition>();
        foreach (var leader in metadata.Leaders)
        {
            var destination = Destination.LeaderOf(leader.Partition);
            if (_leaders.TryGetValue(destination, out var known) && known.LeaderEpoch != leader.LeaderEpoch)
                changed.Add(leader.Partition);
            _leaders[destination] = leader;
        }

        return changed;
    }

    public void Learn(Destination coordinated, int brokerId) => _coordinators[coordinated] = brokerId;

    /// <summary>The coordinator is not the one, or not there.</summary>
    public void ForgetCoordinator(Destination destination) => _coordinators.Remove(destination);

    /// <summary>The cluster counts this broker as one of its own, as of the last metadata.</summary>
    public bool Lists(int brokerId) => _listed.Contains(brokerId);
}
