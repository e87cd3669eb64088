using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients;

/// <summary>A client's side of the connection: requests that wait to be sent, and who waits for which reply.</summary>
/// <param name="clientId">The number of the client.</param>
/// <param name="name">client.id, # and what tells clients of one client.id apart; empty for who is no client of an application.</param>
internal sealed class ClientChannel(int clientId, string name = "")
{
    private readonly Queue<Call> _outgoing = new();
    private readonly Dictionary<long, Action<Reply, DateTimeOffset>> _awaited = [];
    private long _lastCorrelationId;

    public int ClientId { get; } = clientId;

    public string Name { get; } = name;

    /// <summary>False when nobody is at the other end: nothing is sent, and no answer comes.</summary>
    public bool IsConnected { get; init; } = true;

    /// <summary>How long the client waits for a reply that may be lost. librdkafka: socket.timeout.ms.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <param name="request">The request.</param>
    /// <param name="onReply">Takes the reply; when it does not come in time, one that says <see cref="ErrorCode.LocalTimedOut"/>.</param>
    /// <param name="timeout">How long to wait, if not <see cref="RequestTimeout"/>.</param>
    public void Send<TReply>(Request request, Action<TReply, DateTimeOffset> onReply, TimeSpan? timeout = null)
        where TReply : Reply
    {
        if (!IsConnected)
            return;
        var correlationId = ++_lastCorrelationId;
        _awaited.Add(correlationId, (reply, now) => onReply((TReply)reply, now));
        _outgoing.Enqueue(new Call(ClientId, correlationId, request, timeout ?? RequestTimeout));
    }

    public bool TryTakeRequest(out Call call) => _outgoing.TryDequeue(out call);

    public void Receive(in Answer answer, DateTimeOffset now)
    {
        if (_awaited.Remove(answer.Call.CorrelationId, out var onReply))
            onReply(answer.Reply, now);
    }
}
