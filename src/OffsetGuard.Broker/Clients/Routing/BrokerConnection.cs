namespace OffsetGuard.Broker.Clients.Routing;

/// <summary>How a connection of a client stands.</summary>
internal enum ConnectionState
{
    /// <summary>Requests can be sent; also before the first one has shown whether somebody is there.</summary>
    Up,

    /// <summary>Broken; tried again after a while.</summary>
    Down,

    /// <summary>Tried again: somebody has to answer first.</summary>
    Connecting,
}

/// <summary>The connection of one client to one broker.</summary>
/// <remarks>librdkafka: rd_kafka_broker_update_reconnect_backoff (reconnect.backoff.ms, reconnect.backoff.max.ms), without its jitter.</remarks>
internal sealed class BrokerConnection(int brokerId, Backoff backoff)
{
    private int _failures;

    public int BrokerId { get; } = brokerId;

    public ConnectionState State { get; private set; }

    public bool IsUp => State == ConnectionState.Up;

    /// <summary>When to try again.</summary>
    public DateTimeOffset ReconnectAt { get; private set; }

    public void Break(DateTimeOffset now) => (State, ReconnectAt) = (ConnectionState.Down, now + backoff.After(++_failures));

    public void Reconnect() => State = ConnectionState.Connecting;

    public void Establish() => (State, _failures) = (ConnectionState.Up, 0);
}
