using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Commits offsets of one group as part of a transaction.</summary>
internal sealed record TxnOffsetCommitRequest(
    long ProducerId, short ProducerEpoch, string GroupId, MemberStamp Member, IReadOnlyList<PartitionOffset> Offsets) : GroupRequest(GroupId)
{
    public override Reply Refuse(ErrorCode error) => TxnOffsetCommitReply.Refuse(this, error);

    public override string Describe() =>
        $"TxnOffsetCommit {GroupId} {string.Join(", ", Offsets.Select(o => $"{o.Partition}={o.Position.NextOffset}"))}";
}

/// <summary>One code per partition of the request, in its order.</summary>
internal sealed record TxnOffsetCommitReply(IReadOnlyList<ErrorCode> Errors) : Reply(FirstOf(Errors))
{
    public static TxnOffsetCommitReply Refuse(TxnOffsetCommitRequest request, ErrorCode error) =>
        new([.. Enumerable.Repeat(error, request.Offsets.Count)]);
}
