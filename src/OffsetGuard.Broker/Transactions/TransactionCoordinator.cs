using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Time;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Moves transactions from one state to the next: each step is a record of the log, and the state is its replay.</summary>
/// <remarks>Apache Kafka: TransactionCoordinator, TransactionMetadata, protocol version 1 (what librdkafka speaks: no epoch per transaction).</remarks>
internal sealed class TransactionCoordinator(
    TransactionTable transactions, TransactionTopic topic, MarkerWriter markers, DeadlineTable<Deadline> deadlines, ClusterOptions options)
{
    private long _lastProducerId;

    public TransactionRecord? Find(string transactionalId) => transactions.Find(transactionalId);

    /// <summary>Why a producer may not act on its transaction, or <see cref="ErrorCode.None"/>.</summary>
    public ErrorCode Refusal(string transactionalId, ProducerIdentity producer)
    {
        if (transactions.Find(transactionalId) is not { } transaction || transaction.Producer.Id != producer.Id)
            return ErrorCode.InvalidProducerIdMapping;
        return transaction.Producer.Epoch == producer.Epoch ? ErrorCode.None : ErrorCode.ProducerFenced;
    }

    /// <summary>A producer that nobody has been before.</summary>
    public ProducerIdentity NewProducer() => new(++_lastProducerId, 0);

    /// <summary>Hands the transactional id to a new epoch. An open transaction of the old one is aborted, and its producer is fenced.</summary>
    public ProducerIdentity Take(string transactionalId, TimeSpan timeout, DateTimeOffset now)
    {
        if (transactions.Find(transactionalId) is { Status: TransactionStatus.Ongoing } open)
            AbortAndFence(open, now);

        var producer = transactions.Find(transactionalId) is { } known ? Following(known.Producer) : NewProducer();
        Append(new TransactionRecord(transactionalId, producer, timeout, TransactionStatus.Empty, [], Ms(now), StartMs: -1));
        return producer;
    }

    /// <summary>Adds partitions to the transaction; the first ones open it.</summary>
    public void AddPartitions(string transactionalId, IReadOnlyList<TopicPartition> partitions, DateTimeOffset now)
    {
        var transaction = transactions.Find(transactionalId)!;
        var isOpen = transaction.Status == TransactionStatus.Ongoing;
        var all = isOpen ? transaction.Partitions.Union(partitions) : partitions;
        Append(transaction with
        {
            Status = TransactionStatus.Ongoing,
            Partitions = [.. all.Order()],
            LastUpdateMs = Ms(now),
            StartMs = isOpen ? transaction.StartMs : Ms(now),
        });
        if (!isOpen)
            deadlines.Set(Deadline.OfTransaction(transactionalId), NextCleanup(now + transaction.Timeout));
    }

    /// <summary>Ends an open transaction: decided in the log, then marked in every partition, then done.</summary>
    public void End(TransactionRecord transaction, TransactionEnd end, DateTimeOffset now)
    {
        var isCommit = end == TransactionEnd.Commit;
        deadlines.Cancel(Deadline.OfTransaction(transaction.TransactionalId));
        Append(transaction with
        {
            Status = isCommit ? TransactionStatus.PrepareCommit : TransactionStatus.PrepareAbort,
            LastUpdateMs = Ms(now),
        });
        markers.Write(transaction.Partitions, transaction.Producer, end, now);
        Append(transaction with
        {
            Status = isCommit ? TransactionStatus.CompleteCommit : TransactionStatus.CompleteAbort,
            Partitions = [],
            LastUpdateMs = Ms(now),
            StartMs = -1,
        });
    }

    /// <summary>A transaction was open for too long.</summary>
    public void Expire(string transactionalId, DateTimeOffset now)
    {
        if (transactions.Find(transactionalId) is { Status: TransactionStatus.Ongoing } open)
            AbortAndFence(open, now);
    }

    /// <summary>The markers carry the next epoch, so that nothing of the old one can be appended behind them.</summary>
    private void AbortAndFence(TransactionRecord open, DateTimeOffset now) =>
        End(open with { Producer = open.Producer.NextEpoch }, TransactionEnd.Abort, now);

    // The last epochs are kept back for fencing.
    private ProducerIdentity Following(ProducerIdentity producer) => producer.Epoch >= short.MaxValue - 1 ? NewProducer() : producer.NextEpoch;

    private void Append(TransactionRecord record)
    {
        topic.PartitionOf(record.TransactionalId).Append(TransactionRecordCodec.Encode(record));
        transactions.Replay(record);
    }

    /// <summary>Kafka aborts nothing between two of its rounds.</summary>
    private DateTimeOffset NextCleanup(DateTimeOffset at)
    {
        var sinceLastTicks = at.UtcTicks % options.TransactionCleanupInterval.Ticks;
        return sinceLastTicks == 0 ? at : at + (options.TransactionCleanupInterval - TimeSpan.FromTicks(sinceLastTicks));
    }

    private static long Ms(DateTimeOffset now) => now.ToUnixTimeMilliseconds();
}
