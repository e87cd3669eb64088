using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Commits or aborts the transaction.</summary>
internal sealed record EndTxnRequest(string TransactionalId, ProducerIdentity Producer, TransactionEnd End) : Request
{
    public override Destination Destination => Destination.TransactionCoordinatorOf(TransactionalId);

    public override Reply Refuse(ErrorCode error) => new EndTxnReply(error);

    public override string Describe() => $"EndTxn {TransactionalId} {End}";
}

/// <summary>Whether it has ended so.</summary>
internal sealed record EndTxnReply(ErrorCode Error) : Reply(Error);
