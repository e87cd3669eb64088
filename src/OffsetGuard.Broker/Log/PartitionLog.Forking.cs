namespace OffsetGuard.Broker.Log;

internal sealed partial class PartitionLog
{
    private ProducerTable? _producers;

    /// <summary>What the log says of its producers: sequences, open and aborted transactions. Most logs never need one.</summary>
    public ProducerTable Producers => _producers ??= new ProducerTable();

    /// <inheritdoc cref="ProducerTable.FirstUnstableOffset"/>
    public long? FirstUnstableOffset(long highWatermark) => _producers?.FirstUnstableOffset(highWatermark);

    /// <summary>
    /// A log with the same records below <paramref name="endOffset"/> that goes its own way from there. What both have is shared but for the
    /// last run of records, which either may go on writing.
    /// </summary>
    public PartitionLog Fork(long endOffset)
    {
        var fork = new PartitionLog
        {
            LogStartOffset = Math.Min(LogStartOffset, endOffset),
            LogEndOffset = endOffset,
            FirstDirtyOffset = Math.Min(FirstDirtyOffset, endOffset),
            Epochs = Epochs.Below(endOffset),
        };
        foreach (var segment in _segments)
        {
            var count = segment.IndexAtOrAbove(endOffset);
            if (count == 0)
                break;
            fork._segments.Add(count == segment.Count && segment.IsFull ? segment : segment.CopyOf(count));
        }

        fork.ContinueActiveSegment(this);
        fork.ReadProducers();
        return fork;
    }

    private void ContinueActiveSegment(PartitionLog source)
    {
        _isLogAppendTime = source._isLogAppendTime;
        SizeBytes = SizeOf(0, _segments.Count);
        _activeStart = _segments.Count == 0 ? LogEndOffset : _segments[^1].SegmentStart;
        foreach (var chunk in _segments)
        {
            if (chunk.SegmentStart != _activeStart)
                continue;
            _activeBytes += chunk.SizeBytes;
            _activeFirstBatchMs ??= chunk.TimestampMsAt(0);
        }

        foreach (var (offset, horizonMs) in source._deleteHorizonsMs ?? [])
        {
            if (offset < LogEndOffset)
                DeleteHorizonsMs.Add(offset, horizonMs);
        }
    }

    private void ReadProducers()
    {
        foreach (var segment in _segments)
            segment.Replay(Producers, LogEndOffset);
    }
}
