namespace OffsetGuard.Broker.Protocol;

/// <summary>How long a client keeps a request while there is no broker to send it to.</summary>
/// <param name="Max">How long; null as long as it would wait for a reply.</param>
/// <param name="Error">What it says then.</param>
internal readonly record struct Patience(TimeSpan? Max, ErrorCode Error)
{
    public static readonly Patience AsForReply = new(null, ErrorCode.LocalTimedOut);

    /// <summary>Whoever made the request gives it up.</summary>
    public static readonly Patience Endless = new(Timeout.InfiniteTimeSpan, ErrorCode.LocalTimedOut);

    public DateTimeOffset Until(DateTimeOffset now, TimeSpan replyTimeout)
    {
        var max = Max ?? replyTimeout;
        return max < TimeSpan.Zero ? DateTimeOffset.MaxValue : now + max;
    }
}
