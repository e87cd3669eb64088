using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Leaves a group at once instead of by session timeout.</summary>
internal sealed record LeaveGroupRequest(string GroupId, string MemberId) : Request
{
    public override string Describe() => $"LeaveGroup {GroupId} member {MemberId}";
}

/// <summary>Whether the member was known.</summary>
internal sealed record LeaveGroupReply(ErrorCode Error) : Reply;
