using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients;

/// <summary>How long a client waits before it tries again: the first wait, doubled each time up to the longest one.</summary>
/// <remarks>librdkafka: retry.backoff.ms, retry.backoff.max.ms (rd_kafka_broker_buf_retry), without its jitter.</remarks>
internal readonly record struct Backoff(TimeSpan First, TimeSpan Max)
{
    public static readonly Backoff Default = new(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1));

    private const int DoublingsMax = 20;

    /// <summary>The wait after this attempt, counted from 1.</summary>
    public TimeSpan After(int attempt)
    {
        var wait = First * (1 << Math.Min(attempt - 1, DoublingsMax));
        return wait < Max ? wait : Max;
    }
}
