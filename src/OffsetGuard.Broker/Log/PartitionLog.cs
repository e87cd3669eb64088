namespace OffsetGuard.Broker.Log;

/// <summary>The records of one replica: dense at append, ordered by offset, never changed.</summary>
/// <remarks>Apache Kafka: UnifiedLog, LocalLog. An append is amortised O(1), a read O(log n + records).</remarks>
internal sealed class PartitionLog
{
    private readonly List<LogSegment> _segments = [];

    /// <summary>The first offset that can be read.</summary>
    public long LogStartOffset { get; private set; }

    /// <summary>The offset that the next appended record gets.</summary>
    public long LogEndOffset { get; private set; }

    /// <summary>Appends one record and returns its offset.</summary>
    public long Append(in NewRecord record, int leaderEpoch) => Append(record, BatchHeader.None, leaderEpoch);

    /// <summary>Appends one record of a batch and returns its offset.</summary>
    public long Append(in NewRecord record, in BatchHeader header, int leaderEpoch)
    {
        if (_segments.Count == 0 || _segments[^1].IsFull)
            _segments.Add(new LogSegment(LogEndOffset));

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

    /// <summary>The first offset whose timestamp is at or after <paramref name="timestampMs"/>, or null.</summary>
    /// <remarks>Apache Kafka: UnifiedLog.fetchOffsetByTimestamp; timestamps need not be in order.</remarks>
    public long? FirstOffsetAtOrAfter(long timestampMs)
    {
        foreach (var segment in _segments)
        {
            for (var i = 0; i < segment.Count; i++)
            {
                if (segment.TimestampMsAt(i) >= timestampMs && segment.OffsetAt(i) >= LogStartOffset)
                    return segment.OffsetAt(i);
            }
        }

        return null;
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
