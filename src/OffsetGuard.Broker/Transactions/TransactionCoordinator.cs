using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Time;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Moves transactions from one state to the next: each step is a record of the log, and the state is its replay.</summary>
/// <remarks>Apache Kafka: TransactionCoordinator, TransactionMetadata, protocol version 1 (what librdkafka speaks: no epoch per transaction).</remarks>
internal sealed class TransactionCoordinator(
    TransactionTable transactions,
    TransactionTopic topic,
    MarkerWriter markers,
    ClusterHistory history,
    DeadlineTable<Deadline> deadlines,
    ClusterOptions options)
{
    private readonly List<EndingTransaction> _ending = [];
    private long _lastProducerId;
    private bool _isContinuing;

    /// <summary>The transactions whose end is decided and not marked everywhere.</summary>
    public IReadOnlyList<EndingTransaction> Ending => _ending;

    public Partition LogOf(string transactionalId) => topic.PartitionOf(transactionalId);

    public TransactionRecord? Find(string transactionalId) => transactions.Find(transactionalId);

    /// <summary>Why a producer may not act on its transaction, or <see cref="ErrorCode.None"/>.</summary>
    public ErrorCode Refusal(string transactionalId, ProducerIdentity producer)
    {
        if (transactions.Find(transactionalId) is not { } transaction || transaction.Producer.Id != producer.Id)
            return ErrorCode.InvalidProducerIdMapping;
        if (transaction.Producer.Epoch != producer.Epoch)
            return ErrorCode.ProducerFenced;
        return IsEnding(transactionalId) ? ErrorCode.ConcurrentTransactions : ErrorCode.None;
    }

    /// <summary>The end of its transaction is decided, and not all partitions know of it.</summary>
    public bool IsEnding(string transactionalId) =>
        transactions.Find(transactionalId) is { Status: TransactionStatus.PrepareCommit or TransactionStatus.PrepareAbort };

    /// <summary>Aborts what another instance has left open.</summary>
    /// <returns>False when that takes its time.</returns>
    public bool TryAbortOpen(string transactionalId, DateTimeOffset now)
    {
        if (transactions.Find(transactionalId) is { Status: TransactionStatus.Ongoing } open)
            AbortAndFence(open, now);
        return !IsEnding(transactionalId);
    }

    /// <summary>A producer that nobody has been before.</summary>
    public ProducerIdentity NewProducer() => new(++_lastProducerId, 0);

    /// <summary>Hands the transactional id to a new epoch.</summary>
    public ProducerIdentity Take(string transactionalId, TimeSpan timeout, DateTimeOffset now)
    {
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
        deadlines.Cancel(Deadline.OfTransaction(transaction.TransactionalId));
        var prepared = transaction with
        {
            Status = end == TransactionEnd.Commit ? TransactionStatus.PrepareCommit : TransactionStatus.PrepareAbort,
            LastUpdateMs = Ms(now),
        };
        Append(prepared);
        _ending.Add(new EndingTransaction(prepared, topic.PartitionOf(prepared.TransactionalId)));
        Continue(now);
    }

    /// <summary>Goes on with ends that wait for a leader or for replicas.</summary>
    public void Continue(DateTimeOffset now)
    {
        if (_isContinuing)
            return;   // a marker that is written wakes others, who come here
        _isContinuing = true;
        for (var i = 0; i < _ending.Count;)
        {
            var ending = _ending[i];
            if (!ending.Log.IsLed || !ending.TryFinish(markers, now))
            {
                i++;
                continue;
            }

            _ending.RemoveAt(i);
            Complete(ending, now);
        }

        _isContinuing = false;
    }

    /// <summary>Another broker coordinates the transactions of this log: it knows what stands there, and goes on from that.</summary>
    public void Load(Partition log, DateTimeOffset now)
    {
        _ending.RemoveAll(e => e.Log == log);
        foreach (var record in transactions.Reload(log))
        {
            deadlines.Cancel(Deadline.OfTransaction(record.TransactionalId));
            if (record.Status == TransactionStatus.Ongoing)
                deadlines.Set(Deadline.OfTransaction(record.TransactionalId), NextCleanup(DateTimeOffset.FromUnixTimeMilliseconds(record.StartMs) + record.Timeout));
            else if (IsEnding(record.TransactionalId))
                _ending.Add(new EndingTransaction(record, log));
        }
    }

    /// <summary>A transaction was open for too long.</summary>
    public void Expire(string transactionalId, DateTimeOffset now)
    {
        if (transactions.Find(transactionalId) is { Status: TransactionStatus.Ongoing } open)
            AbortAndFence(open, now);
    }

    private void Complete(EndingTransaction ending, DateTimeOffset now) => Append(ending.Prepared with
    {
        Status = ending.End == TransactionEnd.Commit ? TransactionStatus.CompleteCommit : TransactionStatus.CompleteAbort,
        Partitions = [],
        LastUpdateMs = Ms(now),
        StartMs = -1,
    });

    /// <summary>The markers carry the next epoch, so that nothing of the old one can be appended behind them.</summary>
    private void AbortAndFence(TransactionRecord open, DateTimeOffset now) =>
        End(open with { Producer = open.Producer.NextEpoch }, TransactionEnd.Abort, now);

    // The last epochs are kept back for fencing.
    private ProducerIdentity Following(ProducerIdentity producer) => producer.Epoch >= short.MaxValue - 1 ? NewProducer() : producer.NextEpoch;

    private void Append(TransactionRecord record)
    {
        topic.PartitionOf(record.TransactionalId).Append(TransactionRecordCodec.Encode(record));
        transactions.Replay(record);
        history.Add(new TransactionMoved(record));
    }

    /// <summary>Kafka aborts nothing between two of its rounds.</summary>
    private DateTimeOffset NextCleanup(DateTimeOffset at)
    {
        var sinceLastTicks = at.UtcTicks % options.TransactionCleanupInterval.Ticks;
        return sinceLastTicks == 0 ? at : at + (options.TransactionCleanupInterval - TimeSpan.FromTicks(sinceLastTicks));
    }

    private static long Ms(DateTimeOffset now) => now.ToUnixTimeMilliseconds();
}
