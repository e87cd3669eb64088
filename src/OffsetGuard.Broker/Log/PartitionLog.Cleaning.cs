namespace OffsetGuard.Broker.Log;

internal sealed partial class PartitionLog
{
    private SortedDictionary<long, long>? _deleteHorizonsMs;

    /// <summary>Everything before it was in a cleaning.</summary>
    public long FirstDirtyOffset { get; private set; }

    /// <summary>There are closed segments that no cleaning has seen.</summary>
    public bool HasClosedDirt => FirstDirtyOffset < _activeStart;

    /// <summary>When each tombstone and marker that a cleaning has met may go, in milliseconds.</summary>
    public SortedDictionary<long, long> DeleteHorizonsMs => _deleteHorizonsMs ??= [];

    /// <summary>The runs of records that begin below an offset where a segment begins.</summary>
    public IReadOnlyList<LogSegment> SegmentsBelow(long endOffset) => _segments[..CountBelow(endOffset)];

    /// <summary>Puts what a cleaning has left in the place of everything below an offset where a segment begins.</summary>
    public void ReplaceBelow(long endOffset, IReadOnlyList<LogSegment> cleaned)
    {
        var count = CountBelow(endOffset);
        SizeBytes -= SizeOf(0, count);
        _segments.RemoveRange(0, count);
        _segments.InsertRange(0, cleaned);
        SizeBytes += SizeOf(0, cleaned.Count);
        FirstDirtyOffset = endOffset;
        _content = null;
    }

    private int CountBelow(long endOffset)
    {
        var count = 0;
        while (count < _segments.Count && _segments[count].SegmentStart < endOffset)
            count++;
        return count;
    }
}
