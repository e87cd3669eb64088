using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Log;

/// <summary>What the log of one partition says of its producers; a replay of the log gives the same.</summary>
/// <remarks>Apache Kafka: ProducerStateManager (open transactions), TransactionIndex (aborted ones).</remarks>
internal sealed class ProducerTable
{
    private readonly SortedDictionary<long, ProducerState> _producers = [];
    private readonly SortedSet<long> _openFirstOffsets = [];
    private readonly List<AbortedTransaction> _aborted = [];
    private readonly Queue<(long FirstOffset, long MarkerOffset)> _ended = [];

    /// <summary>In order of their ids.</summary>
    public IReadOnlyCollection<ProducerState> All => _producers.Values;

    /// <summary>In order of their markers.</summary>
    public IReadOnlyList<AbortedTransaction> Aborted => _aborted;

    /// <summary>The first offset of the oldest transaction that is open, or whose marker is not below the high watermark; null when there is none.</summary>
    /// <remarks>Apache Kafka: ProducerStateManager.firstUnstableOffset (ongoing and unreplicated transactions).</remarks>
    public long? FirstUnstableOffset(long highWatermark)
    {
        while (_ended.TryPeek(out var ended) && ended.MarkerOffset < highWatermark)
            _ended.Dequeue();
        long? first = _openFirstOffsets.Count == 0 ? null : _openFirstOffsets.Min;
        foreach (var ended in _ended)
            first = first < ended.FirstOffset ? first : ended.FirstOffset;
        return first;
    }

    /// <summary>Why a batch may not be appended, or <see cref="ErrorCode.None"/>.</summary>
    public ErrorCode Refusal(in BatchHeader batch)
    {
        if (!batch.HasProducer || !_producers.TryGetValue(batch.ProducerId, out var producer))
            return ErrorCode.None;   // an unknown producer may begin anywhere: its state may have expired
        return producer.Refusal(batch);
    }

    /// <summary>Whether a newer epoch of the producer has written: a zombie then.</summary>
    public bool IsFenced(in BatchHeader batch) =>
        _producers.TryGetValue(batch.ProducerId, out var producer) && batch.ProducerEpoch < producer.Epoch;

    /// <summary>The offset at which this very batch was written before, or null.</summary>
    public long? FindDuplicate(in BatchHeader batch, int count) =>
        batch.HasProducer && _producers.TryGetValue(batch.ProducerId, out var producer) ? producer.FindDuplicate(batch, count) : null;

    /// <summary>The aborted transactions that have records from <paramref name="firstOffset"/> to <paramref name="lastOffset"/>.</summary>
    public IReadOnlyList<AbortedTransaction> AbortedBetween(long firstOffset, long lastOffset)
    {
        List<AbortedTransaction>? found = null;
        for (var i = _aborted.Count - 1; i >= 0 && _aborted[i].LastOffset >= firstOffset; i--)
        {
            if (_aborted[i].FirstOffset <= lastOffset)
                (found ??= []).Add(_aborted[i]);
        }

        return found ?? (IReadOnlyList<AbortedTransaction>)[];
    }

    /// <summary>A batch was written.</summary>
    public void Replay(in BatchHeader batch, long baseOffset, int count)
    {
        if (!batch.HasProducer)
            return;
        if (!_producers.TryGetValue(batch.ProducerId, out var producer))
            _producers.Add(batch.ProducerId, producer = new ProducerState(batch.ProducerId));

        var openBefore = producer.TransactionFirstOffset;
        producer.Replay(batch, baseOffset, count);
        if (openBefore is null && producer.TransactionFirstOffset is { } first)
            _openFirstOffsets.Add(first);
        if (openBefore is { } ended && batch.IsControl)
            EndTransaction(batch, ended, baseOffset);
    }

    private void EndTransaction(in BatchHeader marker, long firstOffset, long markerOffset)
    {
        _openFirstOffsets.Remove(firstOffset);
        _ended.Enqueue((firstOffset, markerOffset));
        if (marker.Kind == BatchKind.AbortMarker)
            _aborted.Add(new AbortedTransaction(marker.ProducerId, firstOffset, markerOffset));
    }
}
