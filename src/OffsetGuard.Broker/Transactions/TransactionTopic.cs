using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Transactions;

/// <summary>The log behind the transactions: each transactional id's records go to one partition of <c>__transaction_state</c>.</summary>
/// <remarks>Apache Kafka: TransactionStateManager.partitionFor (the hash that places groups).</remarks>
internal sealed class TransactionTopic(TopicTable topics)
{
    public const string Name = "__transaction_state";
    public const int PartitionCount = OffsetsTopic.PartitionCount;

    /// <summary>The partition of a transactional id; the topic comes into being with the first one.</summary>
    public Partition PartitionOf(string transactionalId)
    {
        var topic = topics.Find(Name) ?? topics.AddInternal(Name, PartitionCount);
        return topic.Partitions[PartitionIndexOf(transactionalId)];
    }

    public static int PartitionIndexOf(string transactionalId) => OffsetsTopic.PartitionIndexOf(transactionalId);
}
