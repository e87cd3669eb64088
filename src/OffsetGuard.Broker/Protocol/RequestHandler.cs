namespace OffsetGuard.Broker.Protocol;

/// <summary>Answers one kind of request. It decides and writes nothing durable: only a replayed record does.</summary>
internal abstract class RequestHandler
{
    public abstract Type RequestType { get; }

    public abstract Decision Decide(in Call call, DateTimeOffset now);
}

/// <inheritdoc/>
internal abstract class RequestHandler<TRequest> : RequestHandler
    where TRequest : Request
{
    public sealed override Type RequestType => typeof(TRequest);

    public sealed override Decision Decide(in Call call, DateTimeOffset now) => Decide(call, (TRequest)call.Request, now);

    protected abstract Decision Decide(in Call call, TRequest request, DateTimeOffset now);
}
