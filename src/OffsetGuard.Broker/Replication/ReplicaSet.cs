using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Replication;

/// <summary>The replicas of a partition, which of them leads, and how far all of them are.</summary>
/// <remarks>Apache Kafka: Partition.scala. Messages take no time, so a follower that can fetch has every record at once.</remarks>
internal sealed class ReplicaSet
{
    private readonly Partition _partition;
    private readonly BrokerTable _brokers;
    private readonly Replica[] _all;

    public ReplicaSet(Partition partition, BrokerTable brokers, IReadOnlyList<int> brokerIds)
    {
        (_partition, _brokers) = (partition, brokers);
        _all = [.. brokerIds.Select(id => new Replica(brokers.Get(id), partition.Log))];
        IReadOnlyList<int> present = [.. brokerIds.Where(id => !brokers.Get(id).IsFenced)];
        Registration = new PartitionRegistration(brokerIds, present) { Leader = present.FirstOrDefault(PartitionRegistration.NoLeader) };
    }

    public PartitionRegistration Registration { get; private set; }

    /// <summary>In order of preference.</summary>
    public IReadOnlyList<Replica> All => _all;

    public Replica? Leader => Find(Registration.Leader);

    /// <summary>There is a leader, and its process answers.</summary>
    public bool IsLed => Leader is { Broker.IsRunning: true };

    public int MinInSync => Math.Min(_partition.Config.MinInSyncReplicas, _all.Length);

    public bool HasEnoughInSync => Registration.InSync.Count >= MinInSync;

    public Replica? Find(int brokerId) => Array.Find(_all, r => r.Broker.Id == brokerId);

    /// <summary>The leader has written: followers that can fetch do so, those that have caught up join the in-sync set.</summary>
    public void Replicate()
    {
        if (Leader is not { Broker.IsRunning: true } leader)
            return;

        leader.EndOffset = _partition.Log.LogEndOffset;
        foreach (var replica in _all)
        {
            if (replica != leader && replica.Broker.IsRunning)
                Follow(replica, leader);
        }

        AdvanceHighWatermark();
    }

    /// <summary>Brokers came or went.</summary>
    public void Apply(PartitionRegistration next)
    {
        var before = Registration;
        Registration = next;
        if (next.LeaderEpoch != before.LeaderEpoch)
        {
            if (Find(before.Leader) is { Broker.State: BrokerState.Paused } former)
                former.FormerLeaderEpoch = before.LeaderEpoch;
            if (Leader is { } leader)
            {
                leader.BeginToLead(next.LeaderEpoch);
                _partition.Lead(leader, next.LeaderEpoch);
            }

            _brokers.Watcher.OnLeader(_partition);
        }

        Replicate();
    }

    public void Elect(Election election) => Apply(Change(election).Build());

    public PartitionChange Change(Election election) => new(Registration, MinInSync, IsActive) { Election = election };

    /// <summary>Removes brokers from the in-sync set; if one of them led, another leads.</summary>
    public void Remove(int brokerId) => Apply(new PartitionChange(Registration, MinInSync, id => id != brokerId && IsActive(id))
    {
        InSync = [.. Registration.InSync.Where(id => id != brokerId)],
        Election = OwnElection,
    }.Build());

    /// <summary>A broker comes back from being killed: it is not known any more to have what it had.</summary>
    public void Distrust(int brokerId) => Apply(new PartitionChange(Registration, MinInSync, IsActive)
    {
        InSync = [.. Registration.InSync.Where(id => id != brokerId)],
        Killed = brokerId,
        Election = OwnElection,
    }.Build());

    /// <summary>What the topic allows when nobody asks: unclean.leader.election.enable.</summary>
    public Election OwnElection => _partition.Config.IsUncleanElection ? Election.Unclean : Election.Online;

    /// <summary>Followers that are about to lose their leader, or their process, know the high watermark of their last fetch.</summary>
    public void LearnHighWatermarks()
    {
        foreach (var replica in _all)
        {
            if (replica.Broker.IsRunning && IsLed)
                replica.LearnHighWatermark(_partition.HighWatermark, _brokers.Now, _brokers.FetchWaitMax);
        }
    }

    /// <summary>Followers that have not caught up for replica.lag.time.max.ms leave the in-sync set.</summary>
    /// <remarks>Apache Kafka: Partition.maybeShrinkIsr.</remarks>
    public void ShrinkLagging(DateTimeOffset silentBefore)
    {
        if (!IsLed)
            return;
        foreach (var replica in _all)
        {
            if (!replica.Broker.IsRunning && replica.Broker.SilentSince <= silentBefore && replica.EndOffset < Leader!.EndOffset
                && Registration.InSync.Contains(replica.Broker.Id))
                Remove(replica.Broker.Id);
        }
    }

    private void Follow(Replica follower, Replica leader)
    {
        if (follower.Fetch(leader, _partition.HighWatermark, _brokers.Now) is { } truncation)
            _brokers.Watcher.OnTruncated(_partition, truncation);
        if (!follower.Broker.IsFenced && !Registration.InSync.Contains(follower.Broker.Id))
        {
            Registration = new PartitionChange(Registration, MinInSync, IsActive)
            {
                InSync = [.. Registration.Replicas.Where(id => id == follower.Broker.Id || Registration.InSync.Contains(id))],
            }.Build();
        }
    }

    /// <summary>What the whole in-sync set has may be read, unless the set is too small (KIP-966).</summary>
    /// <remarks>Apache Kafka: Partition.maybeIncrementLeaderHW, isUnderMinIsr.</remarks>
    private void AdvanceHighWatermark()
    {
        if (!HasEnoughInSync)
            return;
        var end = long.MaxValue;
        foreach (var replica in _all)
        {
            if (replica.EndOffset < end && Registration.InSync.Contains(replica.Broker.Id))
                end = replica.EndOffset;
        }

        if (end > _partition.HighWatermark && end != long.MaxValue)
            _partition.RaiseHighWatermark(end);
    }

    private bool IsActive(int brokerId) => _brokers.Find(brokerId) is { IsFenced: false };
}
