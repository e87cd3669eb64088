using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>A member as an operator sees it; its assignment is known only while the group is stable.</summary>
internal sealed record MemberDescription(
    string MemberId, string? InstanceId, string ClientName, string ClientHost, IReadOnlyList<TopicPartition> Assignment);
