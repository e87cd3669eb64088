using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Adds the partition of <c>__consumer_offsets</c> that holds the group.</summary>
/// <remarks>Apache Kafka: KafkaApis.handleAddOffsetsToTxnRequest.</remarks>
internal sealed class AddOffsetsToTxnHandler(TransactionCoordinator coordinator, OffsetsTopic offsetsTopic) : RequestHandler<AddOffsetsToTxnRequest>
{
    protected override Decision Decide(in Call call, AddOffsetsToTxnRequest request, DateTimeOffset now)
    {
        var error = coordinator.Refusal(request.TransactionalId, request.Producer);
        if (error == ErrorCode.None)
            coordinator.AddPartitions(request.TransactionalId, [offsetsTopic.PartitionOf(request.GroupId).Id], now);
        return Decision.Answer(new AddOffsetsToTxnReply(error)).AfterReplicationOf(coordinator.LogOf(request.TransactionalId));
    }
}
