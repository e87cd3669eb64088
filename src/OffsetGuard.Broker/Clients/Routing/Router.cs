using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Clients.Routing;

/// <summary>Sends each request to the broker that the client believes to be the right one, and finds another one when it is not.</summary>
/// <remarks>
/// librdkafka: rdkafka_broker.c (connections), rdkafka_metadata.c (leaders), rdkafka_cgrp.c and rdkafka_coord.c (coordinators). What to do
/// with a refused request is left to whoever sent it; a request without a broker to go to waits here.
/// </remarks>
internal sealed partial class Router
{
    private static readonly TimeSpan s_coordinatorQueryInterval = TimeSpan.FromMilliseconds(500);

    private readonly ClientChannel _channel;
    private readonly ClientTimers _timers = new();
    private readonly ClusterView _view = new();
    private readonly HeldRequests _held = new();
    private readonly BrokerConnection[] _connections;
    private readonly Queue<Call> _ready = new();
    private readonly HashSet<Destination> _searched = [];
    private bool _isRefreshing;
    private int _refreshAttempts;
    private bool _areAllDown;

    /// <param name="channel">Whose requests they are.</param>
    /// <param name="brokers">The brokers. A connection is made when it is needed, which takes no time; who refuses it is known.</param>
    /// <param name="now">The time.</param>
    public Router(ClientChannel channel, IReadOnlyList<BrokerNode> brokers, DateTimeOffset now)
    {
        _channel = channel;
        _connections = [.. brokers.Select(b => new BrokerConnection(b.Id, channel.ReconnectBackoff))];
        foreach (var broker in brokers)
        {
            if (broker.State == BrokerState.Stopped)
                OnBroken(broker.Id, ErrorCode.LocalTransport, now);
            else if (broker.State == BrokerState.Paused)
                Reconnect(Connection(broker.Id)!, now);
        }
    }

    public DateTimeOffset? NextDeadline => Earliest.Of(_timers.Next, _held.Next);

    public bool TryTakeReady(out Call call) => _ready.TryDequeue(out call);

    public void Tick(DateTimeOffset now)
    {
        _timers.Tick(now);
        foreach (var held in _held.Take(h => h.Until <= now))
            _channel.Fail(held.Call, held.Call.Request.Patience.Error, now);
    }

    /// <summary>Finds a broker for the request, or keeps it until there is one.</summary>
    public void Route(in Call call, DateTimeOffset now)
    {
        if (TryAddress(call, out var addressed))
            _ready.Enqueue(addressed);
        else
            Hold(call, now);
    }

    /// <summary>A connection is broken, or could not be made.</summary>
    public void OnBroken(int brokerId, ErrorCode error, DateTimeOffset now)
    {
        if (Connection(brokerId) is not { } connection)
            return;
        if (connection.State != ConnectionState.Down)
        {
            connection.Break(now);
            _timers.At(connection.ReconnectAt, at => Reconnect(connection, at));
        }

        foreach (var call in _channel.InFlightAt(brokerId))
            _channel.Fail(call, error, now);
        var wereAllDown = _areAllDown;
        _areAllDown = Array.TrueForAll(_connections, c => !c.IsUp);
        if (_areAllDown && !wereAllDown && error == ErrorCode.LocalTransport)
            _channel.OnAllBrokersDown?.Invoke(_connections.Length);
        Refresh(now);
    }

    /// <summary>Learns from a reply, whoever asked.</summary>
    public void OnReply(in Answer answer, DateTimeOffset now)
    {
        var (call, reply) = answer;
        switch (reply)
        {
            case MetadataReply { Error: ErrorCode.None } metadata:
                Learn(metadata, now);
                break;
            case { Error: ErrorCode.LocalTimedOut } when Connection(call.Broker) is { IsUp: true }:
                OnBroken(call.Broker, ErrorCode.LocalTimedOut, now);   // librdkafka: socket.max.fails is 1
                break;
            case { Error: not ErrorCode.None }:
                Doubt(call.Request.Destination, reply.Error, now);
                break;
        }
    }

    private BrokerConnection? Connection(int brokerId) => Array.Find(_connections, c => c.BrokerId == brokerId);

    private bool TryAddress(in Call call, out Call addressed)
    {
        addressed = call;
        if (call.Request is ApiVersionsRequest)
            return true;   // it makes the connection
        var destination = call.Request.Destination;
        if (destination.Kind == DestinationKind.AnyBroker)
        {
            // The least busy one, so that one that hangs is not asked again and again.
            if (_connections.Where(c => c.IsUp).MinBy(c => _channel.InFlightAt(c.BrokerId).Count) is not { } any)
                return false;
            addressed = call with { Broker = any.BrokerId };
            return true;
        }

        if (_view.Find(destination) is not { } found || Connection(found.BrokerId) is not { IsUp: true })
            return false;
        addressed = call with { Broker = found.BrokerId, LeaderEpoch = call.Request is ProduceRequest ? -1 : found.LeaderEpoch };
        return true;
    }

    private void Hold(in Call call, DateTimeOffset now)
    {
        var destination = call.Request.Destination;
        var patience = call.Request.Patience;
        // Records and fetches follow their partition; any other request stands in the queue of the broker that was the leader.
        int? boundTo = destination.Kind == DestinationKind.Leader && patience != Patience.Endless && _view.Find(destination) is { } leader
            ? leader.BrokerId
            : null;
        _held.Add(new HeldRequest(call, patience.Until(now, call.Timeout), boundTo));
        if (destination.Kind == DestinationKind.Leader)
            Refresh(now);
        else if (destination.Kind != DestinationKind.AnyBroker)
            Search(destination, now);
    }

    /// <summary>Sends what has found its broker.</summary>
    private void Flush()
    {
        foreach (var held in _held.Take(h => !_channel.Awaits(h.Call) || TryAddress(h.Call, out _)))
        {
            if (_channel.Awaits(held.Call) && TryAddress(held.Call, out var addressed))
                _ready.Enqueue(addressed);
        }
    }

    private void Reconnect(BrokerConnection connection, DateTimeOffset now)
    {
        connection.Reconnect();
        _channel.SendTo<ApiVersionsReply>(connection.BrokerId, new ApiVersionsRequest(), (reply, at) =>
        {
            if (reply.Error != ErrorCode.None)
                return;   // the connection is broken again
            connection.Establish();
            _areAllDown = false;
            Refresh(at);
            Flush();
        });
        Refresh(now);
    }
}
