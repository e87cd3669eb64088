using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>"I am still here, in this generation."</summary>
internal sealed record HeartbeatRequest(string GroupId, MemberStamp Member) : GroupRequest(GroupId)
{
    public override Reply Refuse(ErrorCode error) => new HeartbeatReply(error);

    public override string Describe() => $"Heartbeat {GroupId} generation {Member.Generation}";
}

/// <summary>Whether the member may go on, must rejoin, or is unknown.</summary>
internal sealed record HeartbeatReply(ErrorCode Error) : Reply(Error);
