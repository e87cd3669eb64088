namespace OffsetGuard.Testing.History;

/// <summary>What one entry of the history says, in words.</summary>
/// <param name="Operation">The Kafka request or the call of the client.</param>
/// <param name="Effect">What changed.</param>
internal sealed record Telling(string Operation, string Effect)
{
    public string? Cause { get; init; }

    public string? Group { get; init; }

    public IReadOnlyList<BrokerPartition> Partitions { get; init; } = [];

    public BrokerError Error { get; init; }
}
