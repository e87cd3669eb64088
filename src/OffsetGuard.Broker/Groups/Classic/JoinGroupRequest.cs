using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>Joins a group, or joins it again.</summary>
internal sealed record JoinGroupRequest(
    string GroupId, string MemberId, string ClientName, TimeSpan SessionTimeout, TimeSpan RebalanceTimeout, IReadOnlyList<JoinProtocol> Protocols)
    : GroupRequest(GroupId)
{
    /// <summary>group.instance.id of a static member, or null.</summary>
    public string? InstanceId { get; init; }

    public override Reply Refuse(ErrorCode error) => JoinGroupReply.Refuse(error, MemberId);

    public override string Describe() => $"JoinGroup {GroupId} as {(MemberId.Length == 0 ? "new member" : MemberId)}";
}

/// <summary>The new generation. Only the leader learns who the members are, because it assigns.</summary>
internal sealed record JoinGroupReply(
    ErrorCode Error, int Generation, string ProtocolName, string LeaderId, string MemberId, IReadOnlyList<JoinedMember> Members) : Reply(Error)
{
    public static JoinGroupReply Refuse(ErrorCode error, string memberId) => new(error, -1, "", "", memberId, []);
}

/// <summary>A member as the leader sees it.</summary>
internal sealed record JoinedMember(string MemberId, Subscription Subscription, string? InstanceId = null);
