using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Log;

/// <summary>Which batches a topic takes. One bad record refuses the whole batch.</summary>
/// <remarks>Apache Kafka: UnifiedLog.append (sizes), LogValidator (keys, timestamps; a bad timestamp outweighs a missing key).</remarks>
internal static class BatchRules
{
    public static ErrorCode Refusal(IReadOnlyList<NewRecord> batch, TopicConfig config, DateTimeOffset now)
    {
        var sizeBytes = BatchSize.Of(batch);
        if (sizeBytes > config.MaxMessageBytes)
            return ErrorCode.MessageSizeTooLarge;

        var nowMs = now.ToUnixTimeMilliseconds();
        var isKeyMissing = false;
        for (var i = 0; i < batch.Count; i++)
        {
            if (!config.IsLogAppendTime && !IsAcceptable(batch[i].TimestampMs, config, nowMs))
                return ErrorCode.InvalidTimestamp;
            isKeyMissing |= config.IsCompacted && batch[i].Key is null;
        }

        if (isKeyMissing)
            return ErrorCode.InvalidRecord;
        return sizeBytes > config.SegmentBytes ? ErrorCode.RecordListTooLarge : ErrorCode.None;
    }

    /// <summary>The same records with the broker's clock.</summary>
    public static IReadOnlyList<NewRecord> Stamped(IReadOnlyList<NewRecord> batch, DateTimeOffset now)
    {
        var stamped = new NewRecord[batch.Count];
        for (var i = 0; i < stamped.Length; i++)
            stamped[i] = batch[i] with { TimestampMs = now.ToUnixTimeMilliseconds() };
        return stamped;
    }

    public static long LargestTimestampMs(IReadOnlyList<NewRecord> batch)
    {
        var largest = batch[0].TimestampMs;
        for (var i = 1; i < batch.Count; i++)
            largest = Math.Max(largest, batch[i].TimestampMs);
        return largest;
    }

    private static bool IsAcceptable(long timestampMs, TopicConfig config, long nowMs) =>
        nowMs - timestampMs <= config.TimestampBeforeMaxMs && timestampMs - nowMs <= config.TimestampAfterMaxMs;
}
