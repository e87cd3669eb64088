using OffsetGuard.Broker.Clients;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Testing.Clients;

/// <summary>An admin client as a state machine: it asks and waits, and does nothing by itself.</summary>
internal sealed class AdminModel(int clientId, string name) : IClientModel
{
    public ClientChannel Channel { get; } = new(clientId, name);

    public DateTimeOffset? NextDeadline => null;

    public PendingReply<TReply> Ask<TReply>(Request request)
        where TReply : Reply
    {
        var pending = new PendingReply<TReply>();
        Channel.Send<TReply>(request, (reply, _) => pending.Complete(reply));
        return pending;
    }

    public void Tick(DateTimeOffset now)
    {
        // Nothing of an admin client is due at a time.
    }
}
