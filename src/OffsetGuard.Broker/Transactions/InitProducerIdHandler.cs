using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Gives out producer ids and epochs; a new epoch fences the instance before it.</summary>
/// <remarks>
/// Apache Kafka: TransactionCoordinator.handleInitProducerId. When it has aborted an open transaction Kafka answers ConcurrentTransactions and
/// the client asks again; here it does so only while the abort takes its time.
/// </remarks>
internal sealed class InitProducerIdHandler(TransactionCoordinator coordinator, ClusterOptions options) : RequestHandler<InitProducerIdRequest>
{
    protected override Decision Decide(in Call call, InitProducerIdRequest request, DateTimeOffset now)
    {
        if (request.TransactionalId is not { } transactionalId)
            return Decision.Answer(new InitProducerIdReply(ErrorCode.None, coordinator.NewProducer()));
        if (request.Timeout <= TimeSpan.Zero || request.Timeout > options.TransactionTimeoutMax)
            return Refuse(ErrorCode.InvalidTransactionTimeout);
        if (request.Current is { } current && coordinator.Refusal(transactionalId, current) is var error and not ErrorCode.None)
            return Refuse(error);
        if (!coordinator.TryAbortOpen(transactionalId, now))
            return Refuse(ErrorCode.ConcurrentTransactions);

        var producer = coordinator.Take(transactionalId, request.Timeout, now);
        return Decision.Answer(new InitProducerIdReply(ErrorCode.None, producer)).AfterReplicationOf(coordinator.LogOf(transactionalId));
    }

    private static Decision Refuse(ErrorCode error) => Decision.Answer(new InitProducerIdReply(error, ProducerIdentity.None));
}
