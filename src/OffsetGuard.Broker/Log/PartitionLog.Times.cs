namespace OffsetGuard.Broker.Log;

/// <summary>An offset and the timestamp of its record.</summary>
internal readonly record struct TimestampedOffset(long Offset, long TimestampMs);

internal sealed partial class PartitionLog
{
    /// <summary>The first record whose timestamp is at or after <paramref name="timestampMs"/>, or null.</summary>
    /// <remarks>
    /// Apache Kafka: UnifiedLog.fetchOffsetByTimestamp, LogSegment.findOffsetByTimestamp. Timestamps need not be in order. Only the first
    /// segment that reaches the time is searched, also when what reaches it there lies below the log start.
    /// </remarks>
    public TimestampedOffset? FirstAtOrAfter(long timestampMs)
    {
        for (var i = 0; i < _segments.Count; i = EndOfSegment(i))
        {
            var end = EndOfSegment(i);
            if (LargestTimestampMs(i, end) >= timestampMs)
                return FirstAtOrAfter(timestampMs, i, end);
        }

        return null;
    }

    /// <summary>The first of the records with the largest timestamp, also below the log start while its segment is there; null in an empty log.</summary>
    /// <remarks>Apache Kafka: UnifiedLog.fetchOffsetByTimestamp for MAX_TIMESTAMP.</remarks>
    public TimestampedOffset? WithLargestTimestamp()
    {
        LogSegment? best = null;
        foreach (var segment in _segments)
        {
            if (best is null || segment.LargestTimestampMs > best.LargestTimestampMs)
                best = segment;
        }

        return best is null ? null : new TimestampedOffset(best.OffsetAt(best.LargestTimestampIndex), best.LargestTimestampMs);
    }

    private TimestampedOffset? FirstAtOrAfter(long timestampMs, int first, int end)
    {
        for (var i = first; i < end; i++)
        {
            var segment = _segments[i];
            if (segment.LargestTimestampMs < timestampMs)
                continue;
            for (var index = segment.IndexAtOrAbove(LogStartOffset); index < segment.Count; index++)
            {
                if (segment.TimestampMsAt(index) >= timestampMs)
                    return new TimestampedOffset(segment.OffsetAt(index), segment.TimestampMsAt(index));
            }
        }

        return null;
    }
}
