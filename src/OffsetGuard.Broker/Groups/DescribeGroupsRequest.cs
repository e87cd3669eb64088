using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Asks for the state of groups and who is in them.</summary>
internal sealed record DescribeGroupsRequest(IReadOnlyList<string> GroupIds) : Request
{
    public override Reply Refuse(ErrorCode error) => new DescribeGroupsReply([.. GroupIds.Select(g => GroupDescription.Dead(g, error))]);

    public override string Describe() => $"DescribeGroups {string.Join(", ", GroupIds)}";
}

/// <summary>One description per group of the request, in its order. A group that does not exist is dead, which is no error.</summary>
internal sealed record DescribeGroupsReply(IReadOnlyList<GroupDescription> Groups) : Reply(FirstOf([.. Groups.Select(g => g.Error)]));
