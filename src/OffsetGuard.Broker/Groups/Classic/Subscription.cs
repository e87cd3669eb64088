using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>What a member wants to read, and what it holds. Opaque to the broker; the leader's assignor reads it.</summary>
/// <param name="Topics">The topics; a pattern has been matched by the member.</param>
internal sealed record Subscription(IReadOnlyList<string> Topics)
{
    /// <summary>What the member keeps while it rejoins; only with a cooperative assignor.</summary>
    public IReadOnlyList<TopicPartition> Owned { get; init; } = [];

    /// <summary>The generation in which <see cref="Owned"/> was given; of two claims the younger counts.</summary>
    public int Generation { get; init; } = -1;

    public bool HasSameContent(Subscription other) =>
        Generation == other.Generation && Topics.SequenceEqual(other.Topics, StringComparer.Ordinal) && Owned.SequenceEqual(other.Owned);
}
