using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>A request to the coordinator of one group; a coordinator that cannot serve refuses all of them alike.</summary>
internal abstract record GroupRequest(string GroupId) : Request
{
    public override Destination Destination => Destination.CoordinatorOf(GroupId);
}
