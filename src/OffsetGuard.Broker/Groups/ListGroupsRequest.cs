using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Asks which groups exist.</summary>
/// <param name="States">Only groups in these states; all when empty.</param>
internal sealed record ListGroupsRequest(IReadOnlyList<GroupState> States) : Request
{
    public override Reply Refuse(ErrorCode error) => new ListGroupsReply(error, []);

    public override string Describe() => "ListGroups";
}

/// <summary>The groups in ordinal order of their ids.</summary>
internal sealed record ListGroupsReply(ErrorCode Error, IReadOnlyList<ListedGroup> Groups) : Reply(Error);
