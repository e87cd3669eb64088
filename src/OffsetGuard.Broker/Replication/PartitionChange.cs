namespace OffsetGuard.Broker.Replication;

/// <summary>Which leaders an election may choose.</summary>
/// <remarks>Apache Kafka: PartitionChangeBuilder.Election.</remarks>
internal enum Election
{
    /// <summary>Keep the leader while it can lead; otherwise an in-sync or eligible replica.</summary>
    Online,

    /// <summary>The first replica of the list, if it is in sync.</summary>
    Preferred,

    /// <summary>Any replica that is there, if no other can lead: records may be lost.</summary>
    Unclean,
}

/// <summary>One step of a partition: who leads and who is in sync after brokers came or went.</summary>
/// <param name="before">The state before it.</param>
/// <param name="minInSync">min.insync.replicas, at most the number of replicas.</param>
/// <param name="isAcceptable">Whether a broker is there to lead.</param>
/// <remarks>Apache Kafka 4.1: PartitionChangeBuilder with eligible leader replicas and the last known leader (KIP-966).</remarks>
internal sealed class PartitionChange(PartitionRegistration before, int minInSync, Func<int, bool> isAcceptable)
{
    private IReadOnlyList<int> _inSync = before.InSync;
    private IReadOnlyList<int> _eligible = before.Eligible;

    public IReadOnlyList<int> InSync
    {
        init => _inSync = value;
    }

    /// <summary>A broker that was killed: what it had may be gone, so it is no longer eligible.</summary>
    public int Killed { get; init; } = PartitionRegistration.NoLeader;

    public Election Election { get; init; }

    public PartitionRegistration Build()
    {
        _eligible = _inSync.Count >= minInSync
            ? []
            : [.. before.Eligible.Union(before.InSync).Except(_inSync).Where(r => r != Killed)];
        var leader = Elect(out var isUnclean);
        if (leader != before.Leader && isUnclean)
            (_inSync, _eligible) = ([leader], []);
        else if (leader != before.Leader && _eligible.Contains(leader))
            (_inSync, _eligible) = ([leader], [.. _eligible.Where(r => r != leader)]);

        return before with
        {
            InSync = _inSync,
            Eligible = _eligible,
            Leader = leader,
            LeaderEpoch = leader == before.Leader ? before.LeaderEpoch : before.LeaderEpoch + 1,
            LastKnownLeader = LastKnownLeader(leader),
        };
    }

    private int Elect(out bool isUnclean)
    {
        isUnclean = false;
        if (Election == Election.Preferred && CanLead(before.PreferredLeader))
            return before.PreferredLeader;
        if (CanLead(before.Leader))
            return before.Leader;
        foreach (var replica in before.Replicas)
        {
            if (CanLead(replica))
                return replica;
        }

        isUnclean = true;
        if (_inSync.Count == 0 && _eligible.Count == 0 && isAcceptable(before.LastKnownLeader))
            return before.LastKnownLeader;
        foreach (var replica in Election == Election.Unclean ? before.Replicas : [])
        {
            if (isAcceptable(replica))
                return replica;
        }

        isUnclean = false;
        return PartitionRegistration.NoLeader;
    }

    /// <summary>In sync; or eligible while nobody is in sync.</summary>
    private bool CanLead(int replica) => (_inSync.Contains(replica) || (_inSync.Count == 0 && _eligible.Contains(replica))) && isAcceptable(replica);

    private int LastKnownLeader(int leader)
    {
        if (leader != PartitionRegistration.NoLeader)
            return PartitionRegistration.NoLeader;
        return before.InSync.Count > 0 && _inSync.Count == 0 ? before.Leader : before.LastKnownLeader;
    }
}
