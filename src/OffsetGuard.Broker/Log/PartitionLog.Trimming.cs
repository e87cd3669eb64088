using OffsetGuard.Broker.Configuration;

namespace OffsetGuard.Broker.Log;

internal sealed partial class PartitionLog
{
    /// <summary>Records below <paramref name="offset"/> can no longer be read; their segments go with the next retention.</summary>
    public void RaiseLogStart(long offset) => LogStartOffset = Math.Max(LogStartOffset, offset);

    /// <summary>Drops whole segments from the front: those below the log start, then those that are too many, then those that are too old.</summary>
    /// <remarks>Apache Kafka: UnifiedLog.deleteOldSegments. A segment goes by its largest timestamp; the active one is closed before it goes.</remarks>
    /// <returns>Whether the log start has moved.</returns>
    public bool ApplyRetention(TopicConfig config, long highWatermark, long nowMs)
    {
        var before = LogStartOffset;
        while (_segments.Count > 0 && NextStart() <= LogStartOffset && NextStart() <= highWatermark)
            DropFirst();
        if (!config.IsDeleted)
            return false;

        while (_segments.Count > 0 && NextStart() <= highWatermark && IsOverSize(config))
            DropFirst();
        while (_segments.Count > 0 && NextStart() <= highWatermark && nowMs > ExpiryMs(config))
            DropFirst();
        return LogStartOffset != before;
    }

    /// <summary>The instant, in milliseconds, after which the first segment is too old; the greatest when it never is.</summary>
    public long ExpiryMs(TopicConfig config)
    {
        if (!config.IsDeleted || config.RetentionMs < 0 || _segments.Count == 0)
            return long.MaxValue;
        var largestMs = LargestTimestampMs(0, ChunksInFirst());
        return largestMs > long.MaxValue - config.RetentionMs ? long.MaxValue : largestMs + config.RetentionMs;
    }

    /// <summary>The rest is still at least retention.bytes without the first segment.</summary>
    private bool IsOverSize(TopicConfig config) =>
        config.RetentionBytes >= 0 && SizeBytes - SizeOf(0, ChunksInFirst()) >= config.RetentionBytes;

    /// <summary>The offset at which the second segment begins, or the end of the log.</summary>
    private long NextStart()
    {
        var chunkCount = ChunksInFirst();
        return chunkCount < _segments.Count ? _segments[chunkCount].SegmentStart : _segments[0].SegmentStart < _activeStart ? _activeStart : LogEndOffset;
    }

    private void DropFirst()
    {
        var nextStart = NextStart();
        var chunkCount = ChunksInFirst();
        if (_segments[0].SegmentStart == _activeStart)
            CloseActiveSegment();
        SizeBytes -= SizeOf(0, chunkCount);
        _segments.RemoveRange(0, chunkCount);
        RaiseLogStart(nextStart);
    }

    private int ChunksInFirst() => EndOfSegment(0);

    /// <summary>The index behind the last run of records that belongs to the same segment as the one at <paramref name="first"/>.</summary>
    private int EndOfSegment(int first)
    {
        var end = first + 1;
        while (end < _segments.Count && _segments[end].SegmentStart == _segments[first].SegmentStart)
            end++;
        return end;
    }

    private long SizeOf(int first, int end)
    {
        long size = 0;
        for (var i = first; i < end; i++)
            size += _segments[i].SizeBytes;
        return size;
    }

    private long LargestTimestampMs(int first, int end)
    {
        var largest = long.MinValue;
        for (var i = first; i < end; i++)
            largest = Math.Max(largest, _segments[i].LargestTimestampMs);
        return largest;
    }
}
