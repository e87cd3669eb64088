namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>Notices an application that holds partitions and does not poll for max.poll.interval.ms.</summary>
/// <remarks>
/// librdkafka: rd_kafka_max_poll_exceeded, rd_kafka_cgrp_max_poll_interval_check_tmr_cb: checked every 500 ms from the assignment on,
/// measured from the end of the last Consume, and not at all inside a blocking one.
/// </remarks>
internal sealed class PollWatch(TimeSpan maxPollInterval)
{
    private static readonly TimeSpan s_checkInterval = TimeSpan.FromMilliseconds(500);

    private DateTimeOffset _lastPoll;
    private DateTimeOffset? _startedAt;
    private int _blockingPolls;

    /// <summary>The first check that will find the interval exceeded, unless the application polls before.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            if (_startedAt is not { } start || _blockingPolls > 0)
                return null;
            var checks = ((_lastPoll + maxPollInterval - start).Ticks / s_checkInterval.Ticks) + 1;
            return start + (s_checkInterval * Math.Max(1, checks));
        }
    }

    public void Start(DateTimeOffset now) => _startedAt ??= now;

    /// <summary>Starts in the grid of the last poll.</summary>
    public void Start() => Start(_lastPoll);

    public void Stop() => _startedAt = null;

    public void OnPolled(DateTimeOffset now) => _lastPoll = now;

    public void BeginBlockingPoll() => _blockingPolls++;

    public void EndBlockingPoll(DateTimeOffset now)
    {
        _blockingPolls--;
        _lastPoll = now;
    }
}
