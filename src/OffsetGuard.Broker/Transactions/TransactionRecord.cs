using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Transactions;

/// <summary>How far the transaction of a transactional id is. The numbers are those of the log.</summary>
/// <remarks>Apache Kafka: TransactionState.</remarks>
internal enum TransactionStatus : byte
{
    Empty = 0,
    Ongoing = 1,
    PrepareCommit = 2,
    PrepareAbort = 3,
    CompleteCommit = 4,
    CompleteAbort = 5,
}

/// <summary>A record of <c>__transaction_state</c>: the last one of a transactional id is all that is known of it.</summary>
/// <param name="TransactionalId">The transactional id.</param>
/// <param name="Producer">The producer that owns it now.</param>
/// <param name="Timeout">After how long an open transaction is aborted.</param>
/// <param name="Status">How far the transaction is.</param>
/// <param name="Partitions">The partitions that get a marker, sorted.</param>
/// <param name="LastUpdateMs">When this record was written, milliseconds since the epoch.</param>
/// <param name="StartMs">When the transaction began; -1 when none is open.</param>
internal sealed record TransactionRecord(
    string TransactionalId,
    ProducerIdentity Producer,
    TimeSpan Timeout,
    TransactionStatus Status,
    IReadOnlyList<TopicPartition> Partitions,
    long LastUpdateMs,
    long StartMs)
{
    public override string ToString() => $"transaction {TransactionalId} {Status}, producer {Producer.Id} epoch {Producer.Epoch}";
}
