using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Asks for the state of groups and who is in them.</summary>
internal sealed record DescribeGroupsRequest(IReadOnlyList<string> GroupIds) : Request
{
    /// <summary>A client asks the coordinator of each group; several at once is a short form that any broker answers here.</summary>
    public override Destination Destination => GroupIds.Count == 1 ? Destination.CoordinatorOf(GroupIds[0]) : Destination.AnyBroker;

    public override Reply Refuse(ErrorCode error) => new DescribeGroupsReply([.. GroupIds.Select(g => GroupDescription.Dead(g, error))]);

    public override string Describe() => $"DescribeGroups {string.Join(", ", GroupIds)}";
}

/// <summary>One description per group of the request, in its order. A group that does not exist is dead, which is no error.</summary>
internal sealed record DescribeGroupsReply(IReadOnlyList<GroupDescription> Groups) : Reply(FirstOf([.. Groups.Select(g => g.Error)]));
