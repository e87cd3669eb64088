using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Testing.Clients;

/// <summary>An admin client as a state machine: it asks, and asks again when somebody else would have to be asked.</summary>
internal sealed class AdminModel : IClientModel
{
    private readonly ClientTimers _timers = new();
    private readonly RetryingChannel _requests;

    public AdminModel(int clientId, string name)
    {
        Channel = new ClientChannel(clientId, name);
        _requests = new RetryingChannel(Channel, _timers, Channel.RetryBackoff);
    }

    public ClientChannel Channel { get; }

    public DateTimeOffset? NextDeadline => _timers.Next;

    public PendingReply<TReply> Ask<TReply>(Request request)
        where TReply : Reply
    {
        var pending = new PendingReply<TReply>();
        _requests.Send<TReply>(request, (reply, _) => Channel.IsRouted && TransientErrors.IsMoved(reply.Error), (reply, _) => pending.Complete(reply));
        return pending;
    }

    public void Tick(DateTimeOffset now) => _timers.Tick(now);
}
