using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker.Replication;

/// <summary>A broker that comes to lead a partition of the group or transaction log coordinates what stands in it, and knows what it has read there.</summary>
/// <remarks>Apache Kafka: CoordinatorRuntime.scheduleLoadOperation, TransactionCoordinator.onElection. Reading takes no time here.</remarks>
internal sealed class CoordinatorFailover(TopicTable topics, GroupLoading groups, TransactionCoordinator transactions)
{
    private readonly Dictionary<TopicPartition, int> _loadedEpochs = [];

    public void OnLeader(Partition partition, DateTimeOffset now)
    {
        if (partition.Id.Topic is OffsetsTopic.Name or TransactionTopic.Name && partition.IsLed)
            Load(partition, now);
        transactions.Continue(now);
    }

    /// <summary>Brokers go on or come back: some may have been made leaders while they were silent.</summary>
    public void OnReturn(DateTimeOffset now)
    {
        foreach (var partition in Logs())
        {
            if (partition.IsLed && _loadedEpochs.GetValueOrDefault(partition.Id) != partition.LeaderEpoch)
                Load(partition, now);
        }

        transactions.Continue(now);
    }

    private void Load(Partition partition, DateTimeOffset now)
    {
        _loadedEpochs[partition.Id] = partition.LeaderEpoch;
        if (partition.Id.Topic == OffsetsTopic.Name)
            groups.Reload(partition.Id.Partition, now);
        else
            transactions.Load(partition, now);
    }

    private IEnumerable<Partition> Logs() =>
        (topics.Find(OffsetsTopic.Name)?.Partitions ?? []).Concat(topics.Find(TransactionTopic.Name)?.Partitions ?? []);
}
