using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Ends the open transaction of a producer. Asked twice for the same end, it answers twice that all is well.</summary>
/// <remarks>Apache Kafka: TransactionCoordinator.endTransaction.</remarks>
internal sealed class EndTxnHandler(TransactionCoordinator coordinator) : RequestHandler<EndTxnRequest>
{
    protected override Decision Decide(in Call call, EndTxnRequest request, DateTimeOffset now)
    {
        if (coordinator.Refusal(request.TransactionalId, request.Producer) is var error and not ErrorCode.None)
            return Decision.Answer(new EndTxnReply(error));

        var transaction = coordinator.Find(request.TransactionalId)!;
        if (transaction.Status == TransactionStatus.Ongoing)
        {
            coordinator.End(transaction, request.End, now);
            return Decision.Answer(new EndTxnReply(ErrorCode.None)).AfterReplicationOf(coordinator.LogOf(request.TransactionalId));
        }

        var done = request.End == TransactionEnd.Commit ? TransactionStatus.CompleteCommit : TransactionStatus.CompleteAbort;
        return Decision.Answer(new EndTxnReply(transaction.Status == done ? ErrorCode.None : ErrorCode.InvalidTransactionState));
    }
}
