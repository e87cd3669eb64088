using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Deletes committed offsets of one group.</summary>
internal sealed record OffsetDeleteRequest(string GroupId, IReadOnlyList<TopicPartition> Partitions) : GroupRequest(GroupId)
{
    public override Reply Refuse(ErrorCode error) => OffsetDeleteReply.Refuse(error);

    public override string Describe() => $"OffsetDelete {GroupId} {string.Join(", ", Partitions)}";
}

/// <summary>An error of the whole group, or one code per partition of the request, in its order.</summary>
internal sealed record OffsetDeleteReply(ErrorCode Error, IReadOnlyList<ErrorCode> Errors) : Reply(Error)
{
    public static OffsetDeleteReply Refuse(ErrorCode error) => new(error, []);
}
