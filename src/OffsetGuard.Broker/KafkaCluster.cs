using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Time;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker;

/// <summary>Kafka as a pure state machine: requests go in, replies come out, and time is a parameter.</summary>
/// <remarks>
/// <see cref="Handle"/> takes a request, <see cref="TryTakeReply"/> gives the replies that are due, <see cref="NextDeadline"/> says when
/// <see cref="Tick"/> has something to do. There is no thread, lock or clock inside; a long poll or a join is a parked call.
/// </remarks>
internal sealed partial class KafkaCluster
{
    private readonly Outbox _outbox;
    private readonly DeadlineTable<Deadline> _deadlines = new();
    private readonly Dictionary<Type, RequestHandler> _routes;
    private readonly ParkedFetches _parkedFetches;
    private readonly ParkedOffsetFetches _parkedOffsetFetches;
    private readonly TransactionCoordinator _transactions;
    private readonly ClassicCoordinator _classic;
    private readonly Migration _migration;
    private readonly ConsumerCoordinator _consumer;
    private readonly MixedGroups _mixed;
    private readonly GroupCoordinators _coordinators;
    private readonly OffsetsTopic _offsetsTopic;
    private readonly TransactionTopic _transactionTopic;
    private readonly GroupLog _groupLog;
    private readonly ClusterOptions _options;
    private readonly LogUpkeep _upkeep;

    public KafkaCluster(ClusterOptions options)
    {
        Config = new BrokerConfig(options.Settings);
        Brokers = new BrokerTable(options.BrokerCount, Config.Milliseconds(BrokerConfigKeys.ReplicaFetchWaitMaxMs)) { Watcher = this };
        _outbox = new Outbox(Brokers);
        Topics = new TopicTable(Config, Brokers);
        _offsetsTopic = new OffsetsTopic(Topics);
        _transactionTopic = new TransactionTopic(Topics);
        _addressing = new Addressing(Topics, Brokers, _offsetsTopic, _transactionTopic);
        _controller = new Controller(Topics, Brokers, _deadlines, Config);
        _replicationWaits = new ReplicationWaits(_outbox, _deadlines);
        _parkedFetches = new ParkedFetches(_outbox, Topics, _deadlines);
        _parkedOffsetFetches = new ParkedOffsetFetches(_outbox, Groups);
        _transactions = new TransactionCoordinator(
            Transactions,
            _transactionTopic,
            new MarkerWriter(Topics, Groups, History, _parkedFetches, _parkedOffsetFetches),
            History,
            _deadlines,
            options);
        _options = options;
        _groupLog = new GroupLog(_offsetsTopic, Groups, History);
        _classic = new ClassicCoordinator(Groups, _groupLog, History, _outbox, _deadlines, options);
        _migration = new Migration(Groups, _groupLog, Topics, _classic, options);
        _consumer = new ConsumerCoordinator(_groupLog, History, Topics, _deadlines, options, _migration);
        _mixed = new MixedGroups(_classic, _consumer, _migration, Topics);
        _coordinators = new GroupCoordinators(Groups, _classic, _consumer);
        OffsetRetention = new OffsetRetention(Groups, _groupLog, _deadlines, options);
        Loading = new GroupLoading(Groups, _groupLog, _coordinators);
        _failover = new CoordinatorFailover(Topics, Loading, _transactions);
        _upkeep = new LogUpkeep(Topics, Config, History, _parkedFetches, _deadlines);
        _routes = Handlers().ToDictionary(h => h.RequestType);
    }

    /// <summary>What happened; empty unless somebody wants to know.</summary>
    public ClusterHistory History { get; } = new();

    public BrokerConfig Config { get; }

    public TopicTable Topics { get; }

    public GroupTable Groups { get; } = new();

    public TransactionTable Transactions { get; } = new();

    /// <summary>Coordinators that read their log; a test can make one do so.</summary>
    public GroupLoading Loading { get; }

    /// <summary>Expiry of committed offsets; a test can bring it about early.</summary>
    public OffsetRetention OffsetRetention { get; }

    /// <summary>When <see cref="Tick"/> has something to do, or null when nothing is due at any time.</summary>
    public DateTimeOffset? NextDeadline => _deadlines.Next;

    public void Handle(in Call call, DateTimeOffset now)
    {
        Brokers.Now = now;
        if (Brokers.Find(call.Broker) is { State: BrokerState.Paused } hanging)
        {
            hanging.Inbox.Enqueue(call);
            return;
        }

        if (_addressing.Refusal(call) is var refusal and not ErrorCode.None)
        {
            _outbox.Send(call, call.Request.Refuse(refusal));
            return;
        }

        History.Serve(call);
        if (call.Request is GroupRequest asked && Loading.IsLoading(asked.GroupId))
        {
            _outbox.Send(call, asked.Refuse(ErrorCode.CoordinatorLoadInProgress));
            return;
        }

        var decision = _routes[call.Request.GetType()].Decide(call, now);
        for (var i = 0; i < decision.Records.Count; i++)
            _groupLog.Append(decision.Records[i], decision.Batch);
        if (decision.Records.Count > 0)
            OffsetRetention.Schedule(now);
        if (decision.Reply is not { } reply)
            return;
        if (LogOf(decision) is { } log)
            _replicationWaits.Answer(call, reply, log, ErrorCode.CoordinatorNotAvailable, now + _options.OffsetsCommitTimeout);
        else
            _outbox.Send(call, reply);
    }

    private Partition? LogOf(in Decision decision)
    {
        if (Brokers.IsPlain)
            return null;
        return decision.GroupId is { } groupId && decision.Records.Count > 0 ? _offsetsTopic.PartitionOf(groupId) : decision.Log;
    }

    /// <summary>Answers a call that a broker does not get to see.</summary>
    public void Answer(in Call call, Reply reply) => _outbox.Send(call, reply);

    public bool HasReplies => _outbox.HasAnswers;

    public bool TryTakeReply(out Answer answer) => _outbox.TryTake(out answer);

    /// <summary>Does what has fallen due.</summary>
    public void Tick(DateTimeOffset now)
    {
        Brokers.Now = now;
        History.ServeNobody();
        while (_deadlines.TryTakeDue(now, out var due))
        {
            if (IsAsleep(due))
                _deadlines.Sleep(due);
            else
                Do(due, now);
        }

        if (_controller.TryRegisterStarted())
            _failover.OnReturn(now);
    }

    /// <summary>The connection of a client is gone; what it did stays, what it waited for is forgotten.</summary>
    public void Disconnect(int clientId)
    {
        _parkedFetches.Forget(clientId);
        _parkedOffsetFetches.Forget(clientId);
        _replicationWaits.Forget(clientId);
    }

    private void Do(in Deadline due, DateTimeOffset now)
    {
        switch (due.Kind)
        {
            case DeadlineKind.FetchWait:
                _parkedFetches.Expire(due.Call);
                break;
            case DeadlineKind.MemberSession or DeadlineKind.MemberRebalance or DeadlineKind.MemberJoin or DeadlineKind.MemberSync:
                _coordinators.ExpireMember(due.Group, due.Member, ExitOf(due.Kind), now);
                break;
            case DeadlineKind.GroupJoin:
                _classic.EndJoinWait(due.Group, now);
                break;
            case DeadlineKind.GroupSync:
                _classic.EndSyncWait(due.Group, now);
                break;
            case DeadlineKind.OffsetRetention:
                OffsetRetention.Expire(now);
                break;
            case DeadlineKind.Transaction:
                _transactions.Expire(due.Group, now);
                break;
            case DeadlineKind.LogRetention:
                _upkeep.ApplyRetention(now);
                break;
            case DeadlineKind.LogCleaning:
                _upkeep.Clean(now);
                break;
            case DeadlineKind.BrokerSession:
                _controller.Fence(Brokers.Get(due.Call.Broker));
                break;
            case DeadlineKind.ReplicaLag:
                _controller.ShrinkLagging();
                break;
            case DeadlineKind.ReplicationWait:
                _replicationWaits.Expire(due.Call);
                break;
        }
    }

    private static MemberExit ExitOf(DeadlineKind missed) => missed switch
    {
        DeadlineKind.MemberSession => MemberExit.SessionExpired,
        DeadlineKind.MemberRebalance => MemberExit.DidNotGiveBack,
        DeadlineKind.MemberJoin => MemberExit.DidNotRejoin,
        _ => MemberExit.DidNotSync,
    };

    private IEnumerable<RequestHandler> Handlers() =>
    [
        new ProduceHandler(Topics, History, _parkedFetches, _upkeep, _replicationWaits),
        new FetchHandler(Topics, _parkedFetches),
        new ListOffsetsHandler(Topics),
        new JoinGroupHandler(Groups, _classic, _mixed, _options),
        new DeleteRecordsHandler(Topics, History, _parkedFetches, _upkeep),
        new CreateTopicHandler(Topics, Config, Brokers),
        new CreatePartitionsHandler(Topics),
        new DeleteTopicHandler(Topics, Groups, _groupLog, _parkedFetches),
        new MetadataHandler(Topics, Config, Brokers),
        new DescribeConfigsHandler(Topics, Config),
        new AlterConfigsHandler(Topics, Config, _upkeep),
        new SyncGroupHandler(Groups, _classic, _mixed),
        new HeartbeatHandler(Groups, _classic, _mixed),
        new LeaveGroupHandler(Groups, _classic, _mixed),
        new ConsumerGroupHeartbeatHandler(Groups, _consumer, _migration, _options),
        new ConsumerGroupDescribeHandler(Groups, Loading),
        new OffsetCommitHandler(Groups, Topics, _classic, _options),
        new OffsetFetchHandler(Groups, _parkedOffsetFetches),
        new TxnOffsetCommitHandler(Groups, Topics, _offsetsTopic),
        new InitProducerIdHandler(_transactions, _options),
        new AddPartitionsToTxnHandler(_transactions, Topics),
        new AddOffsetsToTxnHandler(_transactions, _offsetsTopic),
        new EndTxnHandler(_transactions),
        new OffsetDeleteHandler(Groups, Topics),
        new DescribeGroupsHandler(Groups, Loading),
        new ListGroupsHandler(Groups, Loading),
        new DeleteGroupsHandler(Groups, Loading, _groupLog),
        new ApiVersionsHandler(),
        new FindCoordinatorHandler(_addressing),
        new ElectLeadersHandler(Topics),
        new OffsetForLeaderEpochHandler(Topics),
    ];
}
