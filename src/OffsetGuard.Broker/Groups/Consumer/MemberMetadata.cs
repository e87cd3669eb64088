using OffsetGuard.Broker.Groups.Classic;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>What a member has said of itself.</summary>
/// <remarks>Apache Kafka: ConsumerGroupMemberMetadataValue.json.</remarks>
internal sealed record MemberMetadata
{
    public string? InstanceId { get; init; }

    public string ClientName { get; init; } = "";

    /// <summary>How long the group waits until the member has given partitions back.</summary>
    public TimeSpan RebalanceTimeout { get; init; }

    public IReadOnlyList<string> Topics { get; init; } = [];

    /// <summary>A pattern of topics besides <see cref="Topics"/>, matched by the broker; empty for none.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>The assignor it prefers; null when it leaves that to the others.</summary>
    public string? Assignor { get; init; }

    /// <summary>How a member of the classic protocol takes part; null for one of the consumer protocol.</summary>
    public ClassicTerms? Classic { get; init; }

    public bool HasSameTopics(MemberMetadata other) => Topics.Order(StringComparer.Ordinal).SequenceEqual(other.Topics.Order(StringComparer.Ordinal));

    public bool Equals(MemberMetadata? other) => other is not null
        && (InstanceId, ClientName, RebalanceTimeout, Pattern, Assignor)
            == (other.InstanceId, other.ClientName, other.RebalanceTimeout, other.Pattern, other.Assignor)
        && HasSameTopics(other) && Equals(Classic, other.Classic);

    public override int GetHashCode() => ClientName.Length + Topics.Count;   // only there because Equals is; nobody hashes it
}

/// <summary>What a member of the classic protocol joined with.</summary>
internal sealed record ClassicTerms(TimeSpan SessionTimeout, IReadOnlyList<JoinProtocol> Protocols)
{
    public bool Equals(ClassicTerms? other) => other is not null
        && SessionTimeout == other.SessionTimeout && Protocols.Count == other.Protocols.Count
        && Protocols.Zip(other.Protocols).All(p => p.First.Name == p.Second.Name && p.First.Subscription.HasSameContent(p.Second.Subscription));

    public override int GetHashCode() => Protocols.Count;
}
