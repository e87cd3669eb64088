using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Time;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker;

/// <content>Brokers that come and go.</content>
internal sealed partial class KafkaCluster : IReplicationWatcher
{
    private readonly Controller _controller;
    private readonly Addressing _addressing;
    private readonly CoordinatorFailover _failover;
    private readonly ReplicationWaits _replicationWaits;

    public BrokerTable Brokers { get; }

    /// <summary>Which broker serves what.</summary>
    public Addressing Addressing => _addressing;

    /// <summary>Told when a replica throws records away: its leader never had them.</summary>
    public Action<Partition, Truncation>? OnTruncated { get; set; }

    public void Kill(BrokerNode broker, DateTimeOffset now)
    {
        Brokers.Now = now;
        History.ServeNobody();
        _controller.Kill(broker);
        broker.Inbox.Clear();
        broker.HeldAnswers.Clear();
    }

    public void Pause(BrokerNode broker, DateTimeOffset now)
    {
        Brokers.Now = now;
        History.ServeNobody();
        _controller.Pause(broker);
    }

    /// <summary>The controller gives a broker up now.</summary>
    public void Fence(BrokerNode broker, DateTimeOffset now)
    {
        Brokers.Now = now;
        _controller.Fence(broker);
        if (_controller.TryRegisterStarted())
            _failover.OnReturn(now);
    }

    public void Stop(BrokerNode broker, DateTimeOffset now)
    {
        Brokers.Now = now;
        History.ServeNobody();
        _controller.Stop(broker);
    }

    public void Start(BrokerNode broker, DateTimeOffset now)
    {
        Brokers.Now = now;
        History.ServeNobody();
        _controller.Start(broker);
        _failover.OnReturn(now);
    }

    /// <summary>The process goes on: first with what it had received, as far as it does not know better yet, then with what it learns.</summary>
    public void Resume(BrokerNode broker, DateTimeOffset now)
    {
        Brokers.Now = now;
        History.ServeNobody();
        Call[] inbox = [.. broker.Inbox];
        broker.Inbox.Clear();
        broker.State = BrokerState.Running;
        while (broker.HeldAnswers.TryDequeue(out var answer))
            _outbox.Send(answer.Call, answer.Reply);
        var rest = inbox.Where(c => !TryWriteAstray(broker, c)).ToList();
        _controller.Resume(broker);
        _failover.OnReturn(now);
        foreach (var call in rest)
            Handle(call, now);
        _deadlines.Wake(now);
    }

    void IReplicationWatcher.OnBroker(BrokerNode broker, BrokerChange change, IEnumerable<Topic> topics)
    {
        if (History.IsOn)
            History.Add(HistoryEntry.Broker, new BrokerChanged(broker.Id, change, [.. topics.Select(t => t.Name)]));
    }

    void IReplicationWatcher.OnHighWatermark(Partition partition, long before)
    {
        History.MadeReadable(partition.Id, before, partition.HighWatermark);
        _parkedFetches.WakeAt(partition);
        _replicationWaits.OnHighWatermark(partition);
        _transactions.Continue(Brokers.Now);
    }

    void IReplicationWatcher.OnLeader(Partition partition)
    {
        History.Led(partition.Id, partition.Replicas.Leader?.Broker.Id, partition.Replicas.Registration.LeaderEpoch);
        _parkedFetches.RefuseAt(partition.Id, ErrorCode.NotLeaderForPartition);
        _replicationWaits.OnLeader(partition);
        _failover.OnLeader(partition, Brokers.Now);
    }

    void IReplicationWatcher.OnTruncated(Partition partition, Truncation truncation)
    {
        History.Add(HistoryEntry.Broker, new ReplicaTruncated(partition.Id, truncation));
        OnTruncated?.Invoke(partition, truncation);
    }

    /// <summary>A leader that hung while another one was elected takes records that nobody will ever read.</summary>
    private bool TryWriteAstray(BrokerNode broker, in Call call)
    {
        if (call.Request is not ProduceRequest produce || !Topics.TryGet(produce.Partition, out var partition)
            || partition.Replicas.Find(broker.Id) is not { FormerLeaderEpoch: { } leaderEpoch } replica)
            return false;
        var baseOffset = replica.WriteAstray(produce.Records, produce.Batch, leaderEpoch);
        _outbox.Send(call, produce.Acks == Acks.All ? produce.Refuse(ErrorCode.NotLeaderForPartition) : new ProduceReply(ErrorCode.None, baseOffset));
        return true;
    }

    /// <summary>What is due belongs to a coordinator that hangs or is gone.</summary>
    private bool IsAsleep(in Deadline due)
    {
        if (Brokers.IsPlain || due.Group.Length == 0)
            return false;
        return !_addressing.IsServed(due.Kind == DeadlineKind.Transaction
            ? Destination.TransactionCoordinatorOf(due.Group)
            : Destination.CoordinatorOf(due.Group));
    }
}
