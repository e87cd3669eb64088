using OffsetGuard.Broker.Clients.Routing;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Broker.Clients;

/// <summary>A client's side of its connections: requests that wait to be sent, and who waits for which reply.</summary>
/// <param name="clientId">The number of the client.</param>
/// <param name="name">client.id, # and what tells clients of one client.id apart; empty for who is no client of an application.</param>
internal sealed class ClientChannel(int clientId, string name = "")
{
    private readonly Queue<Call> _outgoing = new();
    private readonly Dictionary<long, Awaited> _awaited = [];
    private Router? _router;
    private long _lastCorrelationId;

    public int ClientId { get; } = clientId;

    public string Name { get; } = name;

    /// <summary>False when nobody is at the other end: nothing is sent, and no answer comes.</summary>
    public bool IsConnected { get; init; } = true;

    /// <summary>How long the client waits for a reply that may be lost. librdkafka: socket.timeout.ms.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>librdkafka: retry.backoff.ms, retry.backoff.max.ms.</summary>
    public Backoff RetryBackoff { get; init; } = Backoff.Default;

    /// <summary>librdkafka: reconnect.backoff.ms, reconnect.backoff.max.ms.</summary>
    public Backoff ReconnectBackoff { get; init; } = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10));

    /// <summary>Told when the last connection breaks, with the number of brokers.</summary>
    public Action<int>? OnAllBrokersDown { get; set; }

    /// <summary>Told when a partition has another leader epoch.</summary>
    public Action<TopicPartition, DateTimeOffset>? OnLeaderEpoch { get; set; }

    /// <summary>There is somebody else to ask.</summary>
    public bool IsRouted => _router is not null;

    public DateTimeOffset? NextDeadline => _router?.NextDeadline;

    /// <summary>There are several brokers, or the only one can fail: from now on the client finds out whom to ask.</summary>
    public void RouteAmong(IReadOnlyList<BrokerNode> brokers, DateTimeOffset now) => _router ??= new Router(this, brokers, now);

    public void Tick(DateTimeOffset now) => _router?.Tick(now);

    /// <param name="request">The request.</param>
    /// <param name="onReply">Takes the reply; when it does not come in time, one that says <see cref="ErrorCode.LocalTimedOut"/>.</param>
    /// <param name="timeout">How long to wait, if not <see cref="RequestTimeout"/>.</param>
    /// <returns>The number that <see cref="Forget"/> takes.</returns>
    public long Send<TReply>(Request request, Action<TReply, DateTimeOffset> onReply, TimeSpan? timeout = null)
        where TReply : Reply => Send(new Call(ClientId, 0, request, timeout ?? RequestTimeout), onReply);

    /// <summary>Sends a request to one broker and no other.</summary>
    public void SendTo<TReply>(int brokerId, Request request, Action<TReply, DateTimeOffset> onReply)
        where TReply : Reply => Send(new Call(ClientId, 0, request, RequestTimeout) { Broker = brokerId }, onReply);

    /// <summary>Nobody waits for this reply any more; if the request has not been sent yet, it never will be.</summary>
    public void Forget(long correlationId) => _awaited.Remove(correlationId);

    /// <summary>False when it is certain that no request waits to be taken.</summary>
    public bool MayHaveRequests => _router is not null || _outgoing.Count > 0;

    public bool TryTakeRequest(DateTimeOffset now, out Call call)
    {
        if (_router is null)
            return _outgoing.TryDequeue(out call);
        while (_outgoing.TryDequeue(out var next))
            _router.Route(next, now);
        if (!_router.TryTakeReady(out call))
            return false;
        if (_awaited.TryGetValue(call.CorrelationId, out var awaited))
            (awaited.Call, awaited.IsSent) = (call, true);
        return true;
    }

    public void Receive(in Answer answer, DateTimeOffset now)
    {
        if (!_awaited.Remove(answer.Call.CorrelationId, out var awaited))
            return;
        _router?.OnReply(answer, now);
        awaited.Take(answer.Reply, now);
    }

    /// <summary>A connection is broken; without a router nothing ever breaks.</summary>
    public void OnBroken(int brokerId, DateTimeOffset now) => _router?.OnBroken(brokerId, ErrorCode.LocalTransport, now);

    /// <summary>What this broker has yet to answer.</summary>
    public IReadOnlyList<Call> InFlightAt(int brokerId) =>
        [.. _awaited.Values.Where(a => a.IsSent && a.Call.Broker == brokerId).Select(a => a.Call).OrderBy(c => c.CorrelationId)];

    /// <summary>A broker may have the request, and its reply is awaited.</summary>
    public bool IsInFlight(long correlationId) => _awaited.TryGetValue(correlationId, out var awaited) && awaited.IsSent;

    /// <summary>Which of the awaited replies is that of this call, in order of sending: -1 when it is not awaited any more.</summary>
    public int RankOf(in Call call)
    {
        if (!_awaited.ContainsKey(call.CorrelationId))
            return -1;
        var rank = 0;
        foreach (var other in _awaited.Keys)
            rank += other < call.CorrelationId ? 1 : 0;
        return rank;
    }

    public bool Awaits(in Call call) => _awaited.ContainsKey(call.CorrelationId);

    /// <summary>Answers a call from here.</summary>
    public void Fail(in Call call, ErrorCode error, DateTimeOffset now)
    {
        if (_awaited.Remove(call.CorrelationId, out var awaited))
            awaited.Take(call.Request.Refuse(error), now);
    }

    private long Send<TReply>(in Call call, Action<TReply, DateTimeOffset> onReply)
        where TReply : Reply
    {
        var numbered = call with { CorrelationId = ++_lastCorrelationId };
        if (!IsConnected)
            return numbered.CorrelationId;
        // Without a router it counts as sent: should the only broker ever fail, it is in flight.
        _awaited.Add(numbered.CorrelationId, new Awaited<TReply>(numbered, onReply) { IsSent = _router is null });
        _outgoing.Enqueue(numbered);
        return numbered.CorrelationId;
    }

    private abstract class Awaited(in Call call)
    {
        public Call Call { get; set; } = call;

        public bool IsSent { get; set; }

        public abstract void Take(Reply reply, DateTimeOffset now);
    }

    private sealed class Awaited<TReply>(in Call call, Action<TReply, DateTimeOffset> onReply) : Awaited(call)
        where TReply : Reply
    {
        public override void Take(Reply reply, DateTimeOffset now) => onReply((TReply)reply, now);
    }
}
