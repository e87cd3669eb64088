using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Log;

/// <summary>One cleaning of one compacted log: of each key the last record stays; offsets keep their records, so holes remain.</summary>
/// <remarks>
/// Apache Kafka: LogCleanerManager.grabFilthiestCompactedLog (which logs), Cleaner.doClean, Cleaner.shouldRetainRecord (which records).
/// The active segment is neither cleaned nor does it supersede anything, and neither is what belongs to an open transaction.
/// </remarks>
internal sealed class LogCleaning
{
    private readonly PartitionLog _log;
    private readonly TopicConfig _config;
    private readonly IReadOnlyList<AbortedTransaction> _aborted;
    private readonly HashSet<long> _producersWithRecords = [];
    private readonly long _nowMs;
    private readonly long _endOffset;
    private readonly Dictionary<byte[], long> _lastOffsets = new(KeyComparer.Instance);
    private readonly SortedDictionary<long, long> _horizonsMs = [];

    public LogCleaning(Partition partition, long nowMs)
    {
        _log = partition.Log;
        _config = partition.Config;
        _aborted = partition.Producers.Aborted;
        _nowMs = nowMs;
        _endOffset = Math.Max(_log.FirstDirtyOffset, Math.Min(FirstTooYoung(), Math.Min(_log.ActiveSegmentStart, partition.LastStableOffset)));
    }

    /// <summary>Closed segments wait for a transaction to end or for min.compaction.lag.ms.</summary>
    public bool IsHeldUp => _endOffset < _log.ActiveSegmentStart;

    /// <summary>The share of what is dirty is above min.cleanable.dirty.ratio.</summary>
    public bool IsDue
    {
        get
        {
            long clean = 0;
            long dirty = 0;
            foreach (var segment in _log.SegmentsBelow(StartOfSegmentAt(_endOffset)))
            {
                if (segment.SegmentStart < _log.FirstDirtyOffset)
                    clean += segment.SizeBytes;
                else
                    dirty += segment.SizeBytes;
            }

            return dirty > 0 && (double)dirty / (clean + dirty) > _config.MinCleanableDirtyRatio;
        }
    }

    /// <summary>Cleans.</summary>
    /// <returns>How many records went.</returns>
    public int Run()
    {
        var segments = _log.SegmentsBelow(_endOffset);
        foreach (var segment in segments)
            LearnKeys(segment);

        var writer = new SegmentWriter(_config.SegmentBytes);
        foreach (var segment in segments)
        {
            writer.BeginSource(segment);
            for (var i = 0; i < segment.Count; i++)
            {
                if (Keeps(new RecordView(segment, i)))
                    writer.Copy(segment, i);
            }
        }

        _log.ReplaceBelow(_endOffset, writer.Segments);
        _log.DeleteHorizonsMs.Clear();
        foreach (var (offset, horizonMs) in _horizonsMs)
            _log.DeleteHorizonsMs.Add(offset, horizonMs);
        return segments.Sum(s => s.Count) - writer.Segments.Sum(s => s.Count);
    }

    private void LearnKeys(LogSegment segment)
    {
        for (var i = segment.IndexAtOrAbove(_log.FirstDirtyOffset); i < segment.IndexAtOrAbove(_endOffset); i++)
        {
            if (!segment.IsKeyNullAt(i) && !segment.BatchAt(i).IsControl && !IsAborted(new RecordView(segment, i)))
                _lastOffsets[segment.KeyAt(i).ToArray()] = segment.OffsetAt(i);
        }
    }

    private bool Keeps(in RecordView record)
    {
        if (record.Offset >= _endOffset)
            return true;
        if (record.Batch.IsControl)
            return KeepsMarker(record);
        if (record.Batch.IsTransactional)
            _producersWithRecords.Add(record.Batch.ProducerId);
        if (record.IsKeyNull || IsAborted(record))
            return false;
        if (_lastOffsets.TryGetValue(record.Key.ToArray(), out var lastOffset) && record.Offset < lastOffset)
            return false;
        return !record.IsValueNull || KeepsDeletion(record.Offset);
    }

    /// <summary>A marker stays while this cleaning met records of its transaction, and then as long as a tombstone.</summary>
    /// <remarks>Apache Kafka: CleanedTransactionMetadata.onControlBatchRead.</remarks>
    private bool KeepsMarker(in RecordView marker) =>
        _producersWithRecords.Remove(marker.Batch.ProducerId) || KeepsDeletion(marker.Offset);

    private bool IsAborted(in RecordView record)
    {
        if (!record.Batch.IsTransactional)
            return false;
        foreach (var transaction in _aborted)
        {
            if (transaction.Covers(record.Batch, record.Offset))
                return true;
        }

        return false;
    }

    /// <summary>What a tombstone says is kept until delete.retention.ms after the first cleaning that met it.</summary>
    private bool KeepsDeletion(long offset)
    {
        if (!_log.DeleteHorizonsMs.TryGetValue(offset, out var horizonMs))
            horizonMs = _nowMs > long.MaxValue - _config.DeleteRetentionMs ? long.MaxValue : _nowMs + _config.DeleteRetentionMs;
        else if (_nowMs >= horizonMs)
            return false;
        _horizonsMs.Add(offset, horizonMs);
        return true;
    }

    private long FirstTooYoung()
    {
        if (_config.MinCompactionLagMs == 0)
            return long.MaxValue;
        foreach (var segment in _log.SegmentsBelow(_log.ActiveSegmentStart))
        {
            if (segment.SegmentStart >= _log.FirstDirtyOffset && segment.LargestTimestampMs > _nowMs - _config.MinCompactionLagMs)
                return segment.SegmentStart;
        }

        return long.MaxValue;
    }

    private long StartOfSegmentAt(long offset)
    {
        if (offset == _log.ActiveSegmentStart)
            return offset;
        var below = _log.SegmentsBelow(offset);
        return below.Count == 0 ? offset : below[^1].SegmentStart;
    }
}
