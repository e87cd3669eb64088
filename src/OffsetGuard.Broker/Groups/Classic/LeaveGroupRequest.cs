using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>Leaves a group at once instead of by session timeout.</summary>
internal sealed record LeaveGroupRequest(string GroupId, string MemberId, string? InstanceId = null) : GroupRequest(GroupId)
{
    public override Reply Refuse(ErrorCode error) => new LeaveGroupReply(error);

    public override string Describe() => $"LeaveGroup {GroupId} member {MemberId}";
}

/// <summary>Whether the member was known.</summary>
internal sealed record LeaveGroupReply(ErrorCode Error) : Reply(Error);
