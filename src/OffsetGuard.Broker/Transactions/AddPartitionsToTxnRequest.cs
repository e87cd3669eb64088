using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Makes partitions part of the transaction before the first record goes to them.</summary>
internal sealed record AddPartitionsToTxnRequest(string TransactionalId, ProducerIdentity Producer, IReadOnlyList<TopicPartition> Partitions) : Request
{
    public override Destination Destination => Destination.TransactionCoordinatorOf(TransactionalId);

    public override Reply Refuse(ErrorCode error) => new AddPartitionsToTxnReply(error);

    public override string Describe() => $"AddPartitionsToTxn {TransactionalId} {string.Join(", ", Partitions)}";
}

/// <summary>Whether all of them are part of it now.</summary>
internal sealed record AddPartitionsToTxnReply(ErrorCode Error) : Reply(Error);
