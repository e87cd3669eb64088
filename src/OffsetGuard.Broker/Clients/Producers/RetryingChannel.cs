using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>Sends a request again, the very same one, when no reply has come within request.timeout.ms.</summary>
/// <remarks>librdkafka: rdkafka_broker.c (rd_kafka_broker_timeout_scan); retries is unlimited by default.</remarks>
internal sealed class RetryingChannel(ClientChannel channel, TimeSpan requestTimeout)
{
    private readonly List<Outstanding> _outstanding = [];

    public DateTimeOffset? NextDeadline
    {
        get
        {
            DateTimeOffset? next = null;
            foreach (var outstanding in _outstanding)
                next = next is null || outstanding.RetryAt < next ? outstanding.RetryAt : next;
            return next;
        }
    }

    /// <returns>What <see cref="Forget"/> needs to give up the request.</returns>
    public object Send<TReply>(Request request, DateTimeOffset now, Action<TReply, DateTimeOffset> onReply)
        where TReply : Reply
    {
        var outstanding = new Outstanding { RetryAt = now + requestTimeout };
        outstanding.Send = () => channel.Send<TReply>(request, (reply, at) =>
        {
            if (_outstanding.Remove(outstanding))   // only the first reply counts
                onReply(reply, at);
        });
        _outstanding.Add(outstanding);
        outstanding.Send();
        return outstanding;
    }

    /// <summary>A reply that still comes is ignored, and nothing is sent again.</summary>
    public void Forget(object outstanding) => _outstanding.Remove((Outstanding)outstanding);

    public void Tick(DateTimeOffset now)
    {
        foreach (var outstanding in _outstanding)
        {
            if (outstanding.RetryAt > now)
                continue;
            outstanding.RetryAt = now + requestTimeout;
            outstanding.Send();
        }
    }

    private sealed class Outstanding
    {
        public DateTimeOffset RetryAt { get; set; }

        public Action Send { get; set; } = static () => { };
    }
}
