using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients;

/// <summary>A client's side of the connection: requests that wait to be sent, and who waits for which reply.</summary>
internal sealed class ClientChannel(int clientId)
{
    private readonly Queue<Call> _outgoing = new();
    private readonly Dictionary<long, Action<Reply, DateTimeOffset>> _awaited = [];
    private long _lastCorrelationId;

    public int ClientId { get; } = clientId;

    public void Send<TReply>(Request request, Action<TReply, DateTimeOffset> onReply)
        where TReply : Reply
    {
        var correlationId = ++_lastCorrelationId;
        _awaited.Add(correlationId, (reply, now) => onReply((TReply)reply, now));
        _outgoing.Enqueue(new Call(ClientId, correlationId, request));
    }

    public bool TryTakeRequest(out Call call) => _outgoing.TryDequeue(out call);

    public void Receive(in Answer answer, DateTimeOffset now)
    {
        if (_awaited.Remove(answer.Call.CorrelationId, out var onReply))
            onReply(answer.Reply, now);
    }
}
