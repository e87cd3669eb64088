using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Time;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker;

/// <summary>Kafka as a pure state machine: requests go in, replies come out, and time is a parameter.</summary>
/// <remarks>
/// <see cref="Handle"/> takes a request, <see cref="TryTakeReply"/> gives the replies that are due, <see cref="NextDeadline"/> says when
/// <see cref="Tick"/> has something to do. There is no thread, lock or clock inside; a long poll or a join is a parked call.
/// </remarks>
internal sealed class KafkaCluster
{
    private readonly Outbox _outbox = new();
    private readonly DeadlineTable<Deadline> _deadlines = new();
    private readonly Dictionary<Type, RequestHandler> _routes;
    private readonly ParkedFetches _parkedFetches;
    private readonly ParkedOffsetFetches _parkedOffsetFetches;
    private readonly TransactionCoordinator _transactions;
    private readonly GroupCoordinator _coordinator;
    private readonly OffsetsTopic _offsetsTopic;

    public KafkaCluster(ClusterOptions options)
    {
        _parkedFetches = new ParkedFetches(_outbox, Topics, _deadlines);
        _parkedOffsetFetches = new ParkedOffsetFetches(_outbox, Groups);
        _transactions = new TransactionCoordinator(
            Transactions, new TransactionTopic(Topics), new MarkerWriter(Topics, Groups, _parkedFetches, _parkedOffsetFetches), _deadlines);
        _coordinator = new GroupCoordinator(Groups, _outbox, _deadlines, options);
        _offsetsTopic = new OffsetsTopic(Topics);
        _routes = Handlers().ToDictionary(h => h.RequestType);
    }

    public TopicTable Topics { get; } = new();

    public GroupTable Groups { get; } = new();

    public TransactionTable Transactions { get; } = new();

    /// <summary>When <see cref="Tick"/> has something to do, or null when nothing is due at any time.</summary>
    public DateTimeOffset? NextDeadline => _deadlines.Next;

    public void Handle(in Call call, DateTimeOffset now)
    {
        var decision = _routes[call.Request.GetType()].Decide(call, now);
        foreach (var record in decision.Records)
            AppendToGroupLog(decision.GroupId!, record, decision.Batch);
        if (decision.Reply is { } reply)
            _outbox.Send(call, reply);
    }

    public bool TryTakeReply(out Answer answer) => _outbox.TryTake(out answer);

    /// <summary>Does what has fallen due.</summary>
    public void Tick(DateTimeOffset now)
    {
        while (_deadlines.TryTakeDue(now, out var due))
        {
            switch (due.Kind)
            {
                case DeadlineKind.FetchWait:
                    _parkedFetches.Expire(due.Fetch);
                    break;
                case DeadlineKind.MemberSession:
                    _coordinator.ExpireSession(due.Group, due.Member, now);
                    break;
                case DeadlineKind.GroupJoin:
                    _coordinator.CompleteJoin(Groups.Find(due.Group)!, now);
                    break;
                case DeadlineKind.Transaction:
                    _transactions.Expire(due.Group, now);
                    break;
            }
        }
    }

    /// <summary>The connection of a client is gone; what it did stays, what it waited for is forgotten.</summary>
    public void Disconnect(int clientId)
    {
        _parkedFetches.Forget(clientId);
        _parkedOffsetFetches.Forget(clientId);
    }

    private void AppendToGroupLog(string groupId, GroupRecord record, in BatchHeader batch)
    {
        var partition = _offsetsTopic.PartitionOf(groupId);
        if (batch.HasProducer)
            partition.Append([GroupRecordCodec.Encode(record)], batch);
        else
            partition.Append(GroupRecordCodec.Encode(record));
        Groups.Replay(record, batch);
    }

    private IEnumerable<RequestHandler> Handlers() =>
    [
        new ProduceHandler(Topics, _parkedFetches),
        new FetchHandler(Topics, _parkedFetches),
        new ListOffsetsHandler(Topics),
        new CreateTopicHandler(Topics),
        new MetadataHandler(Topics),
        new JoinGroupHandler(Groups, _coordinator),
        new SyncGroupHandler(Groups, _coordinator),
        new HeartbeatHandler(Groups, _coordinator),
        new LeaveGroupHandler(Groups, _coordinator),
        new OffsetCommitHandler(Groups, Topics, _coordinator),
        new OffsetFetchHandler(Groups, _parkedOffsetFetches),
        new TxnOffsetCommitHandler(Groups, Topics, _offsetsTopic),
        new InitProducerIdHandler(_transactions),
        new AddPartitionsToTxnHandler(_transactions, Topics),
        new AddOffsetsToTxnHandler(_transactions, _offsetsTopic),
        new EndTxnHandler(_transactions),
    ];
}
