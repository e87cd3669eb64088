using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Makes the offsets of a group part of the transaction.</summary>
internal sealed record AddOffsetsToTxnRequest(string TransactionalId, ProducerIdentity Producer, string GroupId) : Request
{
    public override Destination Destination => Destination.TransactionCoordinatorOf(TransactionalId);

    public override Reply Refuse(ErrorCode error) => new AddOffsetsToTxnReply(error);

    public override string Describe() => $"AddOffsetsToTxn {TransactionalId} group {GroupId}";
}

/// <summary>Whether they are part of it now.</summary>
internal sealed record AddOffsetsToTxnReply(ErrorCode Error) : Reply(Error);
