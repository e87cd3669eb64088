namespace OffsetGuard.Broker.Log;

/// <summary>The records of one replica: dense at append, ordered by offset, never changed; old ones go from the front or in a cleaning.</summary>
/// <remarks>Apache Kafka: UnifiedLog, LocalLog. An append is amortised O(1), a read O(log n + records).</remarks>
internal sealed partial class PartitionLog
{
    private readonly List<LogSegment> _segments = [];
    private LeaderEpochs? _epochs;

    /// <summary>The first offset that can be read.</summary>
    public long LogStartOffset { get; private set; }

    /// <summary>The offset that the next appended record gets.</summary>
    public long LogEndOffset { get; private set; }

    /// <summary>Where each leader began to write; a log without failures has one.</summary>
    public LeaderEpochs Epochs
    {
        get => _epochs ??= new LeaderEpochs();
        private init => _epochs = value;
    }

    /// <summary>Appends one record and returns its offset.</summary>
    public long Append(in NewRecord record, int leaderEpoch) => Append(record, BatchHeader.None, leaderEpoch);

    /// <summary>Appends one record of a batch and returns its offset.</summary>
    public long Append(in NewRecord record, in BatchHeader header, int leaderEpoch)
    {
        if (_segments.Count == 0 || _segments[^1].IsFull || _segments[^1].SegmentStart != _activeStart || _segments[^1].IsLogAppendTime != _isLogAppendTime)
            _segments.Add(new LogSegment(LogEndOffset) { SegmentStart = _activeStart, IsLogAppendTime = _isLogAppendTime });

        var offset = LogEndOffset++;
        _segments[^1].Append(offset, record, header, leaderEpoch);
        return offset;
    }

    /// <summary>The records from <paramref name="fromOffset"/> up to, not including, <paramref name="endOffset"/>, or a first part of them.</summary>
    public RecordSlice Read(long fromOffset, long endOffset)
    {
        for (var i = SegmentIndexOf(fromOffset); i < _segments.Count; i++)
        {
            var segment = _segments[i];
            var first = segment.IndexAtOrAbove(fromOffset);
            var end = segment.IndexAtOrAbove(endOffset);
            if (end > first)
                return new RecordSlice(segment, first, end - first);
        }

        return default;
    }

    private int SegmentIndexOf(long offset)
    {
        var low = 0;
        var high = _segments.Count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_segments[middle].BaseOffset <= offset)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
