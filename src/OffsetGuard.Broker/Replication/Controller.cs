using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Time;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Replication;

/// <summary>Watches the brokers, fences those that are silent, and sees to it that partitions have leaders. It never fails itself.</summary>
/// <remarks>Apache Kafka: BrokerHeartbeatManager, ClusterControlManager, ReplicationControlManager (KRaft).</remarks>
internal sealed class Controller(TopicTable topics, BrokerTable brokers, DeadlineTable<Deadline> deadlines, BrokerConfig config)
{
    private TimeSpan SessionTimeout => config.Milliseconds(BrokerConfigKeys.BrokerSessionTimeoutMs);

    private TimeSpan ReplicaLagMax => config.Milliseconds(BrokerConfigKeys.ReplicaLagTimeMaxMs);

    /// <summary>The process is gone without a word. What it had written is still there when it comes back.</summary>
    public void Kill(BrokerNode broker)
    {
        Tell(broker, BrokerChange.Killed);
        Silence(broker, BrokerState.Stopped);
        broker.WasKilled = true;
    }

    /// <summary>The process hangs.</summary>
    public void Pause(BrokerNode broker)
    {
        Tell(broker, BrokerChange.Paused);
        Silence(broker, BrokerState.Paused);
    }

    /// <summary>An orderly stop: its partitions get other leaders first, if there are any.</summary>
    public void Stop(BrokerNode broker)
    {
        Tell(broker, BrokerChange.Stopped);
        LearnHighWatermarks();
        broker.IsFenced = true;
        foreach (var partition in PartitionsOf(broker))
            partition.Replicas.Remove(broker.Id);
        (broker.State, broker.WasKilled, broker.SilentSince) = (BrokerState.Stopped, false, brokers.Now);
    }

    /// <summary>The process goes on where it was.</summary>
    public void Resume(BrokerNode broker)
    {
        Tell(broker, BrokerChange.Resumed);
        deadlines.Cancel(Deadline.OfBroker(broker.Id));
        broker.State = BrokerState.Running;
        foreach (var partition in PartitionsOf(broker))
            partition.Replicas.Find(broker.Id)!.FormerLeaderEpoch = null;
        Admit(broker);
    }

    /// <summary>A new process: it is part of the cluster once its former session is over.</summary>
    public void Start(BrokerNode broker)
    {
        Tell(broker, BrokerChange.Started);
        broker.IsStarting = true;
        if (broker.IsFenced)
            Register(broker);
    }

    /// <summary>A broker has been silent for its session: others lead what it led.</summary>
    public void Fence(BrokerNode broker)
    {
        if (!broker.IsFenced)
            Tell(broker, BrokerChange.Fenced);
        deadlines.Cancel(Deadline.OfBroker(broker.Id));
        broker.IsFenced = true;
        foreach (var partition in PartitionsOf(broker))
            partition.Replicas.Remove(broker.Id);
    }

    /// <summary>Brokers that were started again, and whose former session has ended meanwhile.</summary>
    /// <returns>Whether there were any.</returns>
    public bool TryRegisterStarted()
    {
        var hasRegistered = false;
        foreach (var broker in brokers.All)
        {
            if (broker is not { IsStarting: true, IsFenced: true })
                continue;
            Register(broker);
            hasRegistered = true;
        }

        return hasRegistered;
    }

    /// <summary>Leaders look for followers that have fallen behind.</summary>
    public void ShrinkLagging()
    {
        foreach (var partition in Replicated())
            partition.Replicas.ShrinkLagging(brokers.Now - ReplicaLagMax);
        if (brokers.All.Any(b => b is { IsRunning: false, IsFenced: false }))
            deadlines.Set(Deadline.OfReplicaLag, brokers.Now + (ReplicaLagMax / 2));
    }

    private void Silence(BrokerNode broker, BrokerState state)
    {
        LearnHighWatermarks();
        (broker.State, broker.SilentSince) = (state, broker.IsRunning ? brokers.Now : broker.SilentSince);
        if (broker.IsFenced)
            return;
        deadlines.Set(Deadline.OfBroker(broker.Id), broker.SilentSince + SessionTimeout);
        deadlines.Set(Deadline.OfReplicaLag, brokers.Now + ReplicaLagMax);
    }

    private void Register(BrokerNode broker)
    {
        (broker.IsStarting, broker.State) = (false, BrokerState.Running);
        if (broker.WasKilled)
        {
            foreach (var partition in PartitionsOf(broker))
                partition.Replicas.Distrust(broker.Id);
        }

        broker.WasKilled = false;
        Admit(broker);
    }

    /// <summary>The broker is heard of: partitions without a leader may find one, and its replicas catch up.</summary>
    private void Admit(BrokerNode broker)
    {
        broker.IsFenced = false;
        foreach (var partition in Replicated())
        {
            if (partition.Replicas.Leader is null)
                partition.Replicas.Elect(partition.Replicas.OwnElection);
            else
                partition.Replicas.Replicate();
        }
    }

    private void Tell(BrokerNode broker, BrokerChange change) => brokers.Watcher.OnBroker(
        broker, change, topics.All.Where(t => t.Partitions.Any(p => p.Replicas.Find(broker.Id) is not null)));

    private void LearnHighWatermarks()
    {
        brokers.ExpectFailures();
        foreach (var partition in Replicated())
            partition.Replicas.LearnHighWatermarks();
    }

    private List<Partition> PartitionsOf(BrokerNode broker) => [.. Replicated().Where(p => p.Replicas.Find(broker.Id) is not null)];

    private IEnumerable<Partition> Replicated() => topics.All.SelectMany(t => t.Partitions);
}
