using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Log;

/// <summary>What a partition knows of one idempotent producer: its epoch, its last batches, its open transaction.</summary>
/// <remarks>Apache Kafka: ProducerStateEntry (five batches are kept), ProducerAppendInfo (the checks).</remarks>
internal sealed class ProducerState(long producerId)
{
    private const int BatchesMax = 5;

    private readonly List<WrittenBatch> _batches = new(BatchesMax);

    public long ProducerId { get; } = producerId;

    public short Epoch { get; private set; } = -1;

    /// <summary>The first record of its open transaction, or null.</summary>
    public long? TransactionFirstOffset { get; private set; }

    /// <summary>The last batches, the oldest first.</summary>
    public IReadOnlyList<WrittenBatch> Batches => _batches;

    /// <summary>Why a batch may not be appended, or <see cref="ErrorCode.None"/>.</summary>
    public ErrorCode Refusal(in BatchHeader batch)
    {
        if (batch.ProducerEpoch < Epoch)
            return ErrorCode.InvalidProducerEpoch;
        if (batch.ProducerEpoch > Epoch)
            return batch.BaseSequence == 0 || Epoch < 0 ? ErrorCode.None : ErrorCode.OutOfOrderSequenceNumber;

        // A marker alone leaves an epoch without a batch: then the sequence has to begin.
        var expected = _batches.Count == 0 ? 0 : Next(_batches[^1].LastSequence);
        return batch.BaseSequence == expected ? ErrorCode.None : ErrorCode.OutOfOrderSequenceNumber;
    }

    /// <summary>The offset at which this very batch was written before, if it is among the last five.</summary>
    public long? FindDuplicate(in BatchHeader batch, int count)
    {
        if (batch.ProducerEpoch != Epoch)
            return null;
        var lastSequence = batch.Advance(count - 1).BaseSequence;
        foreach (var written in _batches)
        {
            // A table that was read back from the log knows batches that follow each other as one.
            if (written.BaseSequence <= batch.BaseSequence && lastSequence <= written.LastSequence && batch.BaseSequence <= lastSequence)
                return written.BaseOffset + (batch.BaseSequence - written.BaseSequence);
        }

        return null;
    }

    public void Replay(in BatchHeader batch, long baseOffset, int count)
    {
        if (batch.ProducerEpoch != Epoch)
        {
            _batches.Clear();
            Epoch = batch.ProducerEpoch;
        }

        if (batch.IsControl)
        {
            TransactionFirstOffset = null;
            return;
        }

        if (batch.BaseSequence >= 0)   // offsets in a transaction carry no sequence
            Remember(new WrittenBatch(batch.BaseSequence, batch.Advance(count - 1).BaseSequence, baseOffset));
        if (batch.IsTransactional)
            TransactionFirstOffset ??= baseOffset;
    }

    private void Remember(WrittenBatch batch)
    {
        if (_batches.Count == BatchesMax)
            _batches.RemoveAt(0);
        _batches.Add(batch);
    }

    /// <summary>Sequences start again at 0 after the largest one.</summary>
    private static int Next(int sequence) => sequence == int.MaxValue ? 0 : sequence + 1;

    /// <summary>A batch that is in the log.</summary>
    public readonly record struct WrittenBatch(int BaseSequence, int LastSequence, long BaseOffset);
}
