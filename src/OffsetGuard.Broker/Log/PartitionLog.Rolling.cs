using OffsetGuard.Broker.Configuration;

namespace OffsetGuard.Broker.Log;

internal sealed partial class PartitionLog
{
    private long _activeStart;
    private long _activeBytes;
    private long? _activeFirstBatchMs;
    private bool _isLogAppendTime;

    /// <summary>Where the segment begins that is being written: everything before it is closed.</summary>
    public long ActiveSegmentStart => _activeStart;

    /// <summary>The timestamp from which on the active segment gets old; null while it is empty.</summary>
    public long? ActiveSegmentFirstMs => _activeFirstBatchMs;

    /// <summary>The bytes of the whole log in Kafka's format.</summary>
    public long SizeBytes { get; private set; }

    /// <summary>The next records are one batch; an active segment that is full, or old beside this batch, is closed before them.</summary>
    /// <remarks>Apache Kafka: LogSegment.shouldRoll. A smaller timestamp than that of the segment's first batch never closes it.</remarks>
    public void BeginBatch(long largestTimestampMs, long sizeBytes, TopicConfig config)
    {
        var isOld = largestTimestampMs - _activeFirstBatchMs > config.SegmentMs;
        if (_activeBytes > 0 && (isOld || _activeBytes > config.SegmentBytes - sizeBytes))
            CloseActiveSegment();

        _activeFirstBatchMs ??= largestTimestampMs;
        _activeBytes += sizeBytes;
        _isLogAppendTime = config.IsLogAppendTime;
        SizeBytes += sizeBytes;
    }

    /// <summary>The size belongs to the records that were appended last.</summary>
    public void EndBatch(long sizeBytes) => _segments[^1].EndBatch(sizeBytes);

    /// <summary>The next record begins a new segment.</summary>
    private void CloseActiveSegment()
    {
        _activeStart = LogEndOffset;
        _activeBytes = 0;
        _activeFirstBatchMs = null;
    }
}
