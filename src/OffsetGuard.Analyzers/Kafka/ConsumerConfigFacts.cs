using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>What the source of one method says about the configuration of a consumer.</summary>
internal sealed record ConsumerConfigFacts(IOperation? Creation, IOperation? Build)
{
    /// <summary>The consumer comes from outside the method.</summary>
    public static ConsumerConfigFacts Unknown { get; } = new(null, null);

    public Setting AutoCommit { get; init; }

    public Setting AutoOffsetStore { get; init; }

    /// <summary>AutoOffsetReset is written down as Latest: the reader wants live records, not every record.</summary>
    public bool ReadsLatestOnPurpose { get; init; }

    /// <summary>The consumer is given partitions by hand and never subscribes: its group coordinates nothing.</summary>
    public bool AssignsOnly { get; init; }
}
