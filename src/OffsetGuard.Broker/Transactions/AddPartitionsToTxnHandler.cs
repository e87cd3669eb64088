using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Opens the transaction, or widens it.</summary>
/// <remarks>Apache Kafka: TransactionCoordinator.handleAddPartitionsToTransaction, KafkaApis (unknown partitions).</remarks>
internal sealed class AddPartitionsToTxnHandler(TransactionCoordinator coordinator, TopicTable topics) : RequestHandler<AddPartitionsToTxnRequest>
{
    protected override Decision Decide(in Call call, AddPartitionsToTxnRequest request, DateTimeOffset now)
    {
        var error = Refusal(request);
        if (error == ErrorCode.None)
            coordinator.AddPartitions(request.TransactionalId, request.Partitions, now);
        return Decision.Answer(new AddPartitionsToTxnReply(error)).AfterReplicationOf(coordinator.LogOf(request.TransactionalId));
    }

    private ErrorCode Refusal(AddPartitionsToTxnRequest request)
    {
        foreach (var partition in request.Partitions)
        {
            if (!topics.TryGet(partition, out _))
                return ErrorCode.UnknownTopicOrPartition;
        }

        return coordinator.Refusal(request.TransactionalId, request.Producer);
    }
}
