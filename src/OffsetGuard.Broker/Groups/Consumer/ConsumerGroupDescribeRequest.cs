using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>Asks for the state of groups of the consumer protocol and who is in them.</summary>
internal sealed record ConsumerGroupDescribeRequest(IReadOnlyList<string> GroupIds) : Request
{
    public override Reply Refuse(ErrorCode error) =>
        new ConsumerGroupDescribeReply([.. GroupIds.Select(g => GroupDescription.Dead(g, error))]);

    public override string Describe() => $"ConsumerGroupDescribe {string.Join(", ", GroupIds)}";
}

/// <summary>One description per group of the request, in its order; a group of the classic protocol is not found.</summary>
internal sealed record ConsumerGroupDescribeReply(IReadOnlyList<GroupDescription> Groups) : Reply(FirstOf([.. Groups.Select(g => g.Error)]));
