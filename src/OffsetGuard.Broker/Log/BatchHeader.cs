using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Log;

/// <summary>What the records of a batch are.</summary>
internal enum BatchKind : byte
{
    /// <summary>Outside of any transaction.</summary>
    Plain,

    /// <summary>Part of a transaction; stable once its marker is written.</summary>
    Transactional,

    /// <summary>The end of a committed transaction: takes an offset, is never delivered.</summary>
    CommitMarker,

    /// <summary>The end of an aborted transaction: takes an offset, is never delivered.</summary>
    AbortMarker,
}

/// <summary>Who wrote a batch, and as what.</summary>
/// <param name="ProducerId">The producer; -1 for one without idempotence.</param>
/// <param name="ProducerEpoch">Its epoch; -1 without idempotence.</param>
/// <param name="BaseSequence">The sequence number of the first record; -1 without idempotence and for markers.</param>
/// <param name="Kind">What the records are.</param>
/// <remarks>Apache Kafka: DefaultRecordBatch.</remarks>
internal readonly record struct BatchHeader(long ProducerId, short ProducerEpoch, int BaseSequence, BatchKind Kind)
{
    public static readonly BatchHeader None = new(-1, -1, -1, BatchKind.Plain);

    public bool HasProducer => ProducerId >= 0;

    public bool IsTransactional => Kind == BatchKind.Transactional;

    public bool IsControl => Kind >= BatchKind.CommitMarker;

    public static BatchHeader MarkerOf(ProducerIdentity producer, TransactionEnd end) =>
        new(producer.Id, producer.Epoch, -1, end == TransactionEnd.Commit ? BatchKind.CommitMarker : BatchKind.AbortMarker);

    /// <summary>The header of the record <paramref name="count"/> places further on in the same batch.</summary>
    public BatchHeader Advance(int count) => BaseSequence < 0 ? this : this with { BaseSequence = unchecked(BaseSequence + count) & int.MaxValue };
}
