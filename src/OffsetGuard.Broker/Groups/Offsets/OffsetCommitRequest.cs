using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>The next offset to read of one partition.</summary>
internal readonly record struct PartitionOffset(TopicPartition Partition, OffsetAndEpoch Position);

/// <summary>Why a client commits. The broker does not care; whoever reads the history does.</summary>
internal enum CommitCause
{
    /// <summary>The application called Commit.</summary>
    Application,

    /// <summary>auto.commit.interval.ms has passed.</summary>
    Timer,

    /// <summary>The partitions go away: rebalance or Unassign with enable.auto.commit.</summary>
    Release,

    /// <summary>The consumer is closed, with enable.auto.commit.</summary>
    Close,
}

/// <summary>Commits offsets of one group.</summary>
internal sealed record OffsetCommitRequest(
    string GroupId, MemberStamp Member, IReadOnlyList<PartitionOffset> Offsets, CommitCause Cause = CommitCause.Application, string Metadata = "") : GroupRequest(GroupId)
{
    /// <summary>How long the client looks for a coordinator; longer than for a reply, and with an error of its own.</summary>
    public TimeSpan? CoordinatorWaitMax { get; init; }

    public override Patience Patience => CoordinatorWaitMax is null ? Patience.AsForReply : new(CoordinatorWaitMax, ErrorCode.LocalWaitCoordinator);

    public override Reply Refuse(ErrorCode error) => OffsetCommitReply.Refuse(this, error);

    public override string Describe() =>
        $"OffsetCommit {GroupId} {string.Join(", ", Offsets.Select(o => $"{o.Partition}={o.Position.NextOffset}"))}";
}

/// <summary>One code per partition of the request, in its order.</summary>
internal sealed record OffsetCommitReply(IReadOnlyList<ErrorCode> Errors) : Reply(FirstOf(Errors))
{
    public static OffsetCommitReply Refuse(OffsetCommitRequest request, ErrorCode error) =>
        new([.. Enumerable.Repeat(error, request.Offsets.Count)]);
}
