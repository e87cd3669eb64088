using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Asks for the committed offsets of a group.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Partitions">What is asked about; null for everything that the group has committed.</param>
/// <param name="Isolation">A reader of committed records waits while a transaction holds pending offsets (KIP-447, require stable).</param>
internal sealed record OffsetFetchRequest(
    string GroupId, IReadOnlyList<TopicPartition>? Partitions, IsolationLevel Isolation = IsolationLevel.ReadUncommitted) : GroupRequest(GroupId)
{
    /// <summary>Rather than wait, the answer names what a transaction could still change: admin clients do not ask again.</summary>
    public bool IsAnsweredAtOnce { get; init; }

    public bool AsksFor(TopicPartition partition) => Partitions is null || Partitions.Contains(partition);

    public override Reply Refuse(ErrorCode error) => new OffsetFetchReply([], error);

    public override string Describe() => $"OffsetFetch {GroupId}";
}

/// <summary>One offset per partition of the request, in its order; <see cref="OffsetAndEpoch.Unset"/> where nothing was committed. None with an error.</summary>
internal sealed record OffsetFetchReply(IReadOnlyList<PartitionOffset> Offsets, ErrorCode Error = ErrorCode.None) : Reply(Error)
{
    /// <summary>Partitions without an answer: an open transaction holds offsets for them. Kafka: UNSTABLE_OFFSET_COMMIT.</summary>
    public IReadOnlyList<TopicPartition> Unstable { get; init; } = [];
}
