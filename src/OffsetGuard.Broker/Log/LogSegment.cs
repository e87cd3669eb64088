namespace OffsetGuard.Broker.Log;

/// <summary>A run of records in columns: one record costs its payload and about thirty bytes, and is never copied again.</summary>
internal sealed class LogSegment(long baseOffset)
{
    public const int RecordsMax = 4096;
    public const int PayloadBytesMax = 1 << 20;

    private const int RecordFramingBytes = 7;   // lengths and deltas, one byte each as long as they are small

    private int[] _offsetDeltas = new int[8];
    private long[] _timestampsMs = new long[8];
    private int[] _payloadStarts = new int[8];
    private int[] _keyLengths = new int[8];
    private int[] _valueLengths = new int[8];
    private ulong[] _batchEnds = new ulong[1];   // a bit for each record
    private IReadOnlyList<RecordHeader>?[]? _headers;
    private readonly BatchRuns _batches = new();
    private byte[] _payload = new byte[128];
    private int _payloadLength;

    public long BaseOffset { get; } = baseOffset;

    /// <summary>Where Kafka's segment begins to which these records belong: retention and compaction work on whole ones.</summary>
    public long SegmentStart { get; init; } = baseOffset;

    /// <summary>The timestamps are the broker's clock at append.</summary>
    public bool IsLogAppendTime { get; init; }

    public int Count { get; private set; }

    /// <summary>The index of the first of the records with the largest timestamp.</summary>
    public int LargestTimestampIndex { get; private set; }

    public long LargestTimestampMs => _timestampsMs[LargestTimestampIndex];

    /// <summary>The bytes of these records in Kafka's format.</summary>
    public long SizeBytes { get; private set; }

    public bool IsFull => Count >= RecordsMax || _payloadLength >= PayloadBytesMax;

    /// <summary>Whether every record stands outside of transactions.</summary>
    public bool IsPlain => _batches.IsPlain;

    public void Append(long offset, in NewRecord record, int leaderEpoch) => Append(offset, record, BatchHeader.None, leaderEpoch);

    public void Append(long offset, in NewRecord record, in BatchHeader header, int leaderEpoch)
    {
        GrowColumns();
        var index = Count;
        _offsetDeltas[index] = (int)(offset - BaseOffset);
        _timestampsMs[index] = record.TimestampMs;
        if (record.TimestampMs > LargestTimestampMs)
            LargestTimestampIndex = index;
        _batches.Append(index, leaderEpoch, header);
        _payloadStarts[index] = _payloadLength;
        _keyLengths[index] = AppendPayload(record.Key);
        _valueLengths[index] = AppendPayload(record.Value);
        if (record.Headers is { Count: > 0 } headers)
            (_headers ??= new IReadOnlyList<RecordHeader>?[_timestampsMs.Length])[index] = headers;
        Count++;
    }

    /// <summary>The record that was appended last ends its batch, which has this size in Kafka's format.</summary>
    public void EndBatch(long sizeBytes)
    {
        SizeBytes += sizeBytes;
        _batchEnds[(Count - 1) / 64] |= 1UL << ((Count - 1) % 64);
    }

    public bool IsBatchEnd(int index) => (_batchEnds[index / 64] & (1UL << (index % 64))) != 0;

    /// <summary>About what the record takes in Kafka's format, without its headers.</summary>
    public int FramedBytesAt(int index) => RecordFramingBytes + Math.Max(0, _keyLengths[index]) + Math.Max(0, _valueLengths[index]);

    /// <summary>The index of the first record at or above <paramref name="offset"/>; <see cref="Count"/> when there is none.</summary>
    public int IndexAtOrAbove(long offset)
    {
        var delta = offset - BaseOffset;
        if (delta <= 0)
            return 0;
        if (delta < Count && _offsetDeltas[(int)delta] == delta)   // no gap before it: the usual case
            return (int)delta;
        if (Count == 0 || delta > _offsetDeltas[Count - 1])
            return Count;

        var found = Array.BinarySearch(_offsetDeltas, 0, Count, (int)delta);
        return found >= 0 ? found : ~found;
    }

    public long OffsetAt(int index) => BaseOffset + _offsetDeltas[index];

    public long TimestampMsAt(int index) => _timestampsMs[index];

    public int LeaderEpochAt(int index) => _batches.LeaderEpochAt(index);

    public BatchHeader BatchAt(int index) => _batches.HeaderAt(index);

    public bool IsKeyNullAt(int index) => _keyLengths[index] < 0;

    public bool IsValueNullAt(int index) => _valueLengths[index] < 0;

    public ReadOnlySpan<byte> KeyAt(int index) => _payload.AsSpan(_payloadStarts[index], Math.Max(0, _keyLengths[index]));

    public ReadOnlySpan<byte> ValueAt(int index) =>
        _payload.AsSpan(_payloadStarts[index] + Math.Max(0, _keyLengths[index]), Math.Max(0, _valueLengths[index]));

    public IReadOnlyList<RecordHeader> HeadersAt(int index) => _headers?[index] ?? [];

    /// <summary>A segment of its own with the first <paramref name="count"/> records of this one.</summary>
    public LogSegment CopyOf(int count)
    {
        var copy = new LogSegment(BaseOffset) { SegmentStart = SegmentStart, IsLogAppendTime = IsLogAppendTime };
        for (var i = 0; i < count; i++)
        {
            copy.Append(OffsetAt(i), RecordAt(i), BatchAt(i), LeaderEpochAt(i));
            if (IsBatchEnd(i))
                copy.EndBatch(0);
        }

        copy.SizeBytes = SizeBytes * count / Count;
        return copy;
    }

    public NewRecord RecordAt(int index) => new(
        IsKeyNullAt(index) ? null : KeyAt(index).ToArray(), IsValueNullAt(index) ? null : ValueAt(index).ToArray(), TimestampMsAt(index), HeadersAt(index));

    /// <summary>Tells the producers' table what stands below <paramref name="endOffset"/>.</summary>
    public void Replay(ProducerTable producers, long endOffset) => _batches.Replay(IndexAtOrAbove(endOffset), this, producers);

    private int AppendPayload(byte[]? bytes)
    {
        if (bytes is null)
            return -1;
        if (_payloadLength + bytes.Length > _payload.Length)
            Array.Resize(ref _payload, Math.Max(_payload.Length * 2, _payloadLength + bytes.Length));
        bytes.CopyTo(_payload, _payloadLength);
        _payloadLength += bytes.Length;
        return bytes.Length;
    }

    private void GrowColumns()
    {
        if (Count < _timestampsMs.Length)
            return;
        var size = Math.Min(Count * 2, RecordsMax);
        Array.Resize(ref _offsetDeltas, size);
        Array.Resize(ref _timestampsMs, size);
        Array.Resize(ref _payloadStarts, size);
        Array.Resize(ref _keyLengths, size);
        Array.Resize(ref _valueLengths, size);
        Array.Resize(ref _batchEnds, (size + 63) / 64);
        if (_headers is not null)
            Array.Resize(ref _headers, size);
    }
}
