using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>A member as the group's log keeps it.</summary>
internal sealed record WrittenMember(string MemberId, string? InstanceId, string ClientName, TimeSpan RebalanceTimeout, TimeSpan SessionTimeout)
{
    public required Subscription Subscription { get; init; }

    public required IReadOnlyList<TopicPartition> Assignment { get; init; }
}
