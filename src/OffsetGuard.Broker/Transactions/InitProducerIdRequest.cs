using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Asks for a producer id, or for the next epoch of a transactional id.</summary>
/// <param name="TransactionalId">The transactional id; null for a producer that is idempotent only.</param>
/// <param name="Timeout">transaction.timeout.ms.</param>
/// <param name="Current">What the producer was until now, when it asks for its own next epoch (KIP-360).</param>
internal sealed record InitProducerIdRequest(string? TransactionalId, TimeSpan Timeout, ProducerIdentity? Current = null) : Request
{
    public override Destination Destination =>
        TransactionalId is { } id ? Destination.TransactionCoordinatorOf(id) : Destination.AnyBroker;

    public override Reply Refuse(ErrorCode error) => new InitProducerIdReply(error, ProducerIdentity.None);

    public override string Describe() => $"InitProducerId {TransactionalId ?? "without a transactional id"}";
}

/// <summary>Who the producer is from now on.</summary>
internal sealed record InitProducerIdReply(ErrorCode Error, ProducerIdentity Producer) : Reply(Error);
