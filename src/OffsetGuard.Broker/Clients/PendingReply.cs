using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients;

/// <summary>A call of the application that waits for the broker.</summary>
/// <typeparam name="T">What it will return.</typeparam>
internal sealed class PendingReply<T>
{
    private T? _value;

    public bool IsDone { get; private set; }

    public ErrorCode Error { get; private set; }

    public T Value => IsDone ? _value! : throw new InvariantException("A reply was read before it had arrived.");

    public void Complete(T value, ErrorCode error = ErrorCode.None)
    {
        _value = value;
        Error = error;
        IsDone = true;
    }

    public static PendingReply<T> Done(T value, ErrorCode error = ErrorCode.None)
    {
        var reply = new PendingReply<T>();
        reply.Complete(value, error);
        return reply;
    }
}
