namespace OffsetGuard.Broker.Log;

/// <summary>Consecutive records of one log, by reference: nothing is copied until somebody reads a key or a value.</summary>
internal readonly record struct RecordSlice(LogSegment Segment, int FirstIndex, int Count)
{
    public bool IsEmpty => Count == 0;

    /// <summary>Whether no record is part of a transaction or a marker.</summary>
    public bool IsPlain => Segment.IsPlain;

    public RecordView this[int index] => new(Segment, FirstIndex + index);

    public long LastOffset => Segment.OffsetAt(FirstIndex + Count - 1);

    /// <summary>The whole batches among these that fit into so many bytes, but at least the first.</summary>
    public RecordSlice Within(int bytesMax)
    {
        if (IsEmpty || Segment.SizeBytes <= bytesMax)
            return this;
        var (wholeCount, bytes) = (0, 0L);
        for (var i = 0; i < Count; i++)
        {
            bytes += Segment.FramedBytesAt(FirstIndex + i);
            if (!Segment.IsBatchEnd(FirstIndex + i))
                continue;
            bytes += BatchSize.OverheadBytes;
            if (bytes > bytesMax && wholeCount > 0)
                break;
            wholeCount = i + 1;
        }

        return wholeCount == 0 ? this : this with { Count = wholeCount };   // a batch that runs on into the next segment
    }
}

/// <summary>One record of a log.</summary>
internal readonly record struct RecordView(LogSegment Segment, int Index)
{
    public long Offset => Segment.OffsetAt(Index);

    public long TimestampMs => Segment.TimestampMsAt(Index);

    /// <summary>The timestamp is the broker's, not the producer's.</summary>
    public bool IsLogAppendTime => Segment.IsLogAppendTime;

    public int LeaderEpoch => Segment.LeaderEpochAt(Index);

    /// <summary>Who wrote it, and as what.</summary>
    public BatchHeader Batch => Segment.BatchAt(Index);

    /// <summary>It is the last one of its batch.</summary>
    public bool IsBatchEnd => Segment.IsBatchEnd(Index);

    public bool IsKeyNull => Segment.IsKeyNullAt(Index);

    public bool IsValueNull => Segment.IsValueNullAt(Index);

    public ReadOnlySpan<byte> Key => Segment.KeyAt(Index);

    public ReadOnlySpan<byte> Value => Segment.ValueAt(Index);

    public IReadOnlyList<RecordHeader> Headers => Segment.HeadersAt(Index);
}
