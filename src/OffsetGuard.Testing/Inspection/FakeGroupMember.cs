using OffsetGuard.Broker.Groups;
using OffsetGuard.Testing.Clients;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A member of a group.</summary>
public sealed record FakeGroupMember
{
    internal FakeGroupMember(MemberDescription member)
    {
        MemberId = member.MemberId;
        ClientId = member.ClientName;
        InstanceId = member.InstanceId;
        Subscription = [.. member.Topics];
        Assignment = [.. member.Assignment.Select(p => p.ToClient())];
    }

    /// <summary>The id that the coordinator gave it.</summary>
    public string MemberId { get; }

    /// <summary>Its client.id.</summary>
    public string ClientId { get; }

    /// <summary>Its group.instance.id; null when it is not a static member.</summary>
    public string? InstanceId { get; }

    /// <summary>The topics that it wants to read; of a pattern, the topics that match it.</summary>
    public IReadOnlyList<string> Subscription { get; }

    /// <summary>Its partitions; empty while the group rebalances.</summary>
    public IReadOnlyList<TopicPartition> Assignment { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{MemberId} ({ClientId}): {(Assignment.Count == 0 ? "nothing" : string.Join(", ", Assignment.Select(p => $"{p.Topic}[{p.Partition.Value}]")))}";
}
