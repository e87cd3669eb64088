using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Time;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Log;

/// <summary>Retention and compaction: what brokers do with logs from time to time. Nothing is due while no topic asks for it.</summary>
/// <remarks>
/// Apache Kafka: LogManager.cleanupLogs (every log.retention.check.interval.ms), LogCleaner (every log.cleaner.backoff.ms). Here the
/// checks stand on a grid of these intervals, and only those take place that may find something.
/// </remarks>
internal sealed class LogUpkeep(
    TopicTable topics, BrokerConfig broker, ClusterHistory history, ParkedFetches parked, DeadlineTable<Deadline> deadlines)
{
    private DateTimeOffset? _retentionAt;
    private DateTimeOffset? _cleaningAt;

    /// <summary>Records were appended: their segment may get old, and the one before may have been closed.</summary>
    public void OnAppended(Partition partition, IReadOnlyList<NewRecord> batch, DateTimeOffset now)
    {
        var config = partition.Config;
        if (config.IsDeleted && config.RetentionMs >= 0)
            RetainAt(AfterMs(BatchRules.LargestTimestampMs(batch), config.RetentionMs), now);
        if (config.IsDeleted && config.RetentionBytes >= 0 && partition.Log.SizeBytes > config.RetentionBytes)
            RetainAt(now, now);
        if (config.IsCompacted && partition.Log.HasClosedDirt)
            CleanAt(now);
    }

    /// <summary>A log start or a setting has changed: the next checks look at everything.</summary>
    public void OnChanged(DateTimeOffset now)
    {
        RetainAt(now, now);
        if (topics.All.Any(t => t.Config.IsCompacted))
            CleanAt(now);
    }

    public void ApplyRetention(DateTimeOffset now)
    {
        _retentionAt = null;
        foreach (var partition in topics.All.SelectMany(t => t.Partitions))
        {
            var before = partition.Log.LogStartOffset;
            if (partition.Log.ApplyRetention(partition.Config, partition.HighWatermark, now.ToUnixTimeMilliseconds()))
            {
                history.Trimmed(partition.Id, before, partition.Log.LogStartOffset, MoveCause.Retention);
                history.TellOfTrim(partition.Id, partition.Log.LogStartOffset);
                parked.WakeAt(partition);   // who waits below the new log start is out of range
            }

            if (partition.Log.ExpiryMs(partition.Config) is var expiryMs and < long.MaxValue)
                RetainAt(AfterMs(expiryMs, 0), now);
        }
    }

    public void Clean(DateTimeOffset now)
    {
        _cleaningAt = null;
        var nowMs = now.ToUnixTimeMilliseconds();
        foreach (var partition in topics.All.Where(t => t.Config.IsCompacted).SelectMany(t => t.Partitions))
        {
            var cleaning = new LogCleaning(partition, nowMs);
            if (cleaning.IsDue)
                history.Add(new LogCleaned(partition.Id, cleaning.Run()));
            if (cleaning.IsHeldUp)
                CleanAt(now);
        }
    }

    private static DateTimeOffset AfterMs(long timestampMs, long waitMs)
    {
        var lastMs = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        return timestampMs >= lastMs - waitMs
            ? DateTimeOffset.MaxValue
            : DateTimeOffset.FromUnixTimeMilliseconds(Math.Max(timestampMs + waitMs + 1, 0));
    }

    private void RetainAt(DateTimeOffset due, DateTimeOffset now)
    {
        var at = NextOnGrid(due > now ? due : now, broker.Milliseconds(BrokerConfigKeys.RetentionCheckIntervalMs));
        if (at >= (_retentionAt ?? DateTimeOffset.MaxValue))
            return;
        _retentionAt = at;
        deadlines.Set(Deadline.OfRetention, at);
    }

    private void CleanAt(DateTimeOffset now)
    {
        if (_cleaningAt is not null)
            return;
        _cleaningAt = NextOnGrid(now, broker.Milliseconds(BrokerConfigKeys.CleanerBackoffMs));
        deadlines.Set(Deadline.OfCleaning, _cleaningAt.Value);
    }

    /// <summary>The first instant behind <paramref name="after"/> at which a check takes place.</summary>
    private static DateTimeOffset NextOnGrid(DateTimeOffset after, TimeSpan interval)
    {
        var rest = interval.Ticks - (after.UtcTicks % interval.Ticks);
        return after.UtcTicks > DateTimeOffset.MaxValue.UtcTicks - rest ? DateTimeOffset.MaxValue : after.AddTicks(rest);
    }
}
