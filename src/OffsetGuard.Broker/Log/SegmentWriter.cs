namespace OffsetGuard.Broker.Log;

/// <summary>Writes what a cleaning leaves into new segments, several old ones into one while segment.bytes allows it.</summary>
/// <remarks>Apache Kafka: Cleaner.groupSegmentsBySize (by the sizes before the cleaning).</remarks>
internal sealed class SegmentWriter(long segmentBytes)
{
    private readonly List<LogSegment> _segments = [];
    private readonly NewRecord[] _one = new NewRecord[1];
    private long _start = -1;
    private long _sourceStart = -1;
    private long _sourceBytes;

    public IReadOnlyList<LogSegment> Segments => _segments;

    /// <summary>The next records come from this run.</summary>
    public void BeginSource(LogSegment source)
    {
        var isNewSegment = source.SegmentStart != _sourceStart;
        _sourceStart = source.SegmentStart;
        _sourceBytes += source.SizeBytes;
        if (_start >= 0 && !(isNewSegment && _sourceBytes > segmentBytes))
            return;
        _start = source.SegmentStart;
        _sourceBytes = source.SizeBytes;
    }

    public void Copy(LogSegment source, int index)
    {
        if (_segments.Count == 0 || _segments[^1].IsFull || _segments[^1].SegmentStart != _start || _segments[^1].IsLogAppendTime != source.IsLogAppendTime)
            _segments.Add(new LogSegment(source.OffsetAt(index)) { SegmentStart = _start, IsLogAppendTime = source.IsLogAppendTime });

        _one[0] = source.RecordAt(index);
        _segments[^1].Append(source.OffsetAt(index), _one[0], source.BatchAt(index), source.LeaderEpochAt(index));
        _segments[^1].EndBatch(BatchSize.Of(_one));
    }
}
