using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>The records of one partition that are not delivered yet, in order: at most one batch of them is on its way.</summary>
internal sealed class OutgoingPartition(TopicPartition id)
{
    private readonly Queue<OutgoingRecord> _queue = new();
    private ProducerIdentity _sequenceOwner = ProducerIdentity.None;
    private int _nextSequence;

    public TopicPartition Id { get; } = id;

    /// <summary>When the oldest queued record goes at the latest.</summary>
    public DateTimeOffset LingerUntil { get; private set; } = DateTimeOffset.MaxValue;

    /// <summary>The batch that waits for its reply, or null.</summary>
    public List<OutgoingRecord>? InFlight { get; private set; }

    /// <summary>The request that carries it.</summary>
    public Attempts? Request { get; private set; }

    public int QueuedCount => _queue.Count;

    public OutgoingRecord? Oldest => InFlight?[0] ?? (_queue.TryPeek(out var first) ? first : null);

    public void Enqueue(OutgoingRecord record, DateTimeOffset lingerUntil)
    {
        if (_queue.Count == 0)
            LingerUntil = lingerUntil;
        _queue.Enqueue(record);
    }

    /// <summary>A request that failed may have written the batch all the same.</summary>
    public bool HasDoubts { get; private set; }

    public void Depart(List<OutgoingRecord> batch, Attempts request) => (InFlight, Request) = (batch, request);

    public void Arrive() => (InFlight, Request, HasDoubts) = (null, null, false);

    public void Doubt() => HasDoubts = true;

    /// <summary>What is queued goes without waiting for more.</summary>
    public void StopLingering() => LingerUntil = DateTimeOffset.MinValue;

    public bool IsReady(DateTimeOffset now, ProducerSettings settings) =>
        InFlight is null && _queue.Count > 0 && (LingerUntil <= now || _queue.Count >= settings.BatchRecordsMax);

    /// <summary>Takes the next batch: as many records as fit, at least one.</summary>
    public List<OutgoingRecord> TakeBatch(ProducerSettings settings)
    {
        var batch = new List<OutgoingRecord>();
        long sizeBytes = BatchSize.OverheadBytes;
        while (_queue.TryPeek(out var record) && batch.Count < settings.BatchRecordsMax)
        {
            sizeBytes += record.FramedBytesMax;
            if (batch.Count > 0 && sizeBytes > settings.BatchBytesMax)
                break;
            batch.Add(_queue.Dequeue());
        }

        return batch;
    }

    /// <summary>The sequence numbers of a batch; a new producer id or epoch begins at 0. A batch that is refused has used its own up.</summary>
    public BatchHeader Number(int recordCount, ProducerIdentity producer, BatchKind kind)
    {
        if (_sequenceOwner != producer)
            (_sequenceOwner, _nextSequence) = (producer, 0);
        var header = new BatchHeader(producer.Id, producer.Epoch, _nextSequence, kind);
        _nextSequence = header.Advance(recordCount).BaseSequence;
        return header;
    }

    public bool TryTakeQueued([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out OutgoingRecord? record) => _queue.TryDequeue(out record);
}
