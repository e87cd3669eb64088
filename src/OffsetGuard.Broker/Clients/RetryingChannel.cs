using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients;

/// <summary>Sends a request again, the very same one and after a growing back-off, while its reply is worth another try.</summary>
/// <remarks>librdkafka: rdkafka_buf.c (rd_kafka_buf_retry), rdkafka_broker.c (rd_kafka_broker_buf_retry).</remarks>
internal sealed class RetryingChannel(ClientChannel channel, ClientTimers timers, Backoff backoff)
{
    /// <param name="request">The request.</param>
    /// <param name="isWorthAnotherTry">Judges a reply, and how many requests there have been.</param>
    /// <param name="onReply">Takes the reply that ends it.</param>
    /// <returns>What can give the request up.</returns>
    public Attempts Send<TReply>(Request request, Func<TReply, int, bool> isWorthAnotherTry, Action<TReply, DateTimeOffset> onReply)
        where TReply : Reply
    {
        var attempts = new Attempts(channel);
        Send(request, attempts, isWorthAnotherTry, onReply);
        return attempts;
    }

    private void Send<TReply>(
        Request request, Attempts attempts, Func<TReply, int, bool> isWorthAnotherTry, Action<TReply, DateTimeOffset> onReply)
        where TReply : Reply
    {
        if (attempts.IsGivenUp)
            return;
        attempts.Count++;
        attempts.Current = channel.Send<TReply>(request, (reply, now) =>
        {
            if (attempts.IsGivenUp)
                return;
            if (!isWorthAnotherTry(reply, attempts.Count))
            {
                onReply(reply, now);
                return;
            }

            timers.At(now + backoff.After(attempts.Count), _ => Send(request, attempts, isWorthAnotherTry, onReply));
        });
    }
}

/// <summary>The requests that one request has become.</summary>
internal sealed class Attempts(ClientChannel channel)
{
    public int Count { get; set; }

    /// <summary>A request is on its way: the next one does not wait for its time, nor for a broker to go to.</summary>
    public bool IsInFlight => channel.IsInFlight(Current);

    /// <summary>The last of them.</summary>
    public long Current { get; set; }

    public bool IsGivenUp { get; private set; }

    /// <summary>A reply that still comes is ignored, and nothing is sent again.</summary>
    public void GiveUp()
    {
        IsGivenUp = true;
        channel.Forget(Current);
    }
}
