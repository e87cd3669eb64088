using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>A group as an operator sees it.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Error">Why there is no description, for example a coordinator that loads.</param>
/// <param name="Kind">By which protocol it assigns.</param>
/// <param name="State">Its state; dead when it does not exist.</param>
/// <param name="ProtocolType">"consumer", or empty for a group that only stores offsets.</param>
/// <param name="ProtocolName">The assignor; only of a stable group.</param>
/// <param name="Members">In order of joining.</param>
internal sealed record GroupDescription(
    string GroupId, ErrorCode Error, GroupKind Kind, GroupState State, string ProtocolType, string ProtocolName, IReadOnlyList<MemberDescription> Members)
{
    public static GroupDescription Dead(string groupId, ErrorCode error) => new(groupId, error, GroupKind.Classic, GroupState.Dead, "", "", []);
}
