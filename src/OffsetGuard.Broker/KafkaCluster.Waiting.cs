using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Time;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker;

/// <content>What is under way inside the brokers: to be looked at, not touched.</content>
internal sealed partial class KafkaCluster
{
    /// <summary>All deadlines, in no order, with the turn of each among those of one instant.</summary>
    public IEnumerable<(Deadline Deadline, DateTimeOffset At, long Turn)> Deadlines => _deadlines.All;

    /// <summary>Replies that have left the brokers and have not been carried.</summary>
    public IReadOnlyCollection<Answer> Answers => _outbox.Answers;

    /// <summary>Fetches that wait for records.</summary>
    public IEnumerable<Call> ParkedFetches => _parkedFetches.All;

    /// <summary>Questions for committed offsets that wait for the end of a transaction.</summary>
    public IReadOnlyList<Call> ParkedOffsetFetches => _parkedOffsetFetches.All;

    /// <summary>Replies that wait for replicas.</summary>
    public IReadOnlyList<ReplicationWaits.Wait> ReplicationWaits => _replicationWaits.All;

    /// <summary>Transactions whose end is decided and not marked everywhere.</summary>
    public IReadOnlyList<EndingTransaction> EndingTransactions => _transactions.Ending;

    /// <summary>How often the coordinator looks for transactions that are open for too long; the rounds stand on the clock.</summary>
    public TimeSpan TransactionCleanupInterval => _options.TransactionCleanupInterval;
}
