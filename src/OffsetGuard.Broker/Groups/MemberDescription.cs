using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>A member as an operator sees it; the assignment in a classic group is known only while it is stable.</summary>
internal sealed record MemberDescription(
    string MemberId, string? InstanceId, string ClientName, string ClientHost, IReadOnlyList<TopicPartition> Assignment)
{
    /// <summary>What it is going to own; null in a group of the classic protocol, which has no such thing.</summary>
    public IReadOnlyList<TopicPartition>? Target { get; init; }

    /// <summary>The topics that it wants to read; no Kafka request tells them.</summary>
    public IReadOnlyList<string> Topics { get; init; } = [];
}
