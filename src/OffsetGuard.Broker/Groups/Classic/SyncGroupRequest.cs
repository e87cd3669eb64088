using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>Asks for this member's part; the leader brings the parts of all.</summary>
internal sealed record SyncGroupRequest(
    string GroupId, MemberStamp Member, IReadOnlyDictionary<string, IReadOnlyList<TopicPartition>> Assignments) : GroupRequest(GroupId)
{
    public override Reply Refuse(ErrorCode error) => new SyncGroupReply(error, []);

    public override string Describe() => $"SyncGroup {GroupId} generation {Member.Generation}";
}

/// <summary>The partitions of this member.</summary>
internal sealed record SyncGroupReply(ErrorCode Error, IReadOnlyList<TopicPartition> Assignment) : Reply(Error);
