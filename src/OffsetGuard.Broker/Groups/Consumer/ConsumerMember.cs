using System.Collections.Immutable;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>One member of a group of the consumer protocol: what it said of itself, what it owns, and what it is going to own.</summary>
internal sealed class ConsumerMember(string id)
{
    public string Id { get; } = id;

    public MemberMetadata Metadata { get; set; } = new();

    public CurrentAssignment Current { get; set; } = CurrentAssignment.Nothing;

    public ImmutableSortedSet<TopicIdPartition> Target { get; set; } = [];

    public string? InstanceId => Metadata.InstanceId;

    public int Epoch => Current.Epoch;

    /// <summary>It speaks the classic protocol in a group of the other one.</summary>
    public bool IsClassic => Metadata.Classic is not null;

    /// <summary>A static member that has left to come back.</summary>
    public bool IsAway => Epoch == CurrentAssignment.AwayEpoch;

    public MemberDescription Describe() => new(
        Id, InstanceId, Metadata.ClientName, "/127.0.0.1", [.. Current.Assigned.Select(p => p.Partition)])
    {
        Target = [.. Target.Select(p => p.Partition)],
    };
}
