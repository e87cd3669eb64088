using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace OffsetGuard.Analyzers.Kafka;

/// <summary>What the source says about the configuration of a consumer.</summary>
/// <param name="Creation">Where the configuration object is made; null when that is not known.</param>
/// <param name="Build">Where the consumer is built; null when it comes from outside.</param>
internal sealed record ConsumerConfigFacts(IOperation? Creation, IOperation? Build)
{
    // AutoOffsetReset.Latest and .Error in every version of the client.
    private const int Latest = 0;
    private const int Error = 2;

    // GroupProtocol.Consumer and PartitionAssignmentStrategy.CooperativeSticky.
    private const int ConsumerProtocol = 1;
    private const int CooperativeSticky = 2;

    /// <summary>The consumer comes from outside.</summary>
    public static ConsumerConfigFacts Unknown { get; } = new(null, null);

    /// <summary>The options that are written down.</summary>
    public ImmutableDictionary<string, Setting> Written { get; init; } = ImmutableDictionary<string, Setting>.Empty;

    /// <summary>Nobody else can have written to the configuration: what is not written down is at its default.</summary>
    public bool IsComplete { get; init; }

    /// <summary>The consumer is given partitions by hand and never subscribes: its group coordinates nothing.</summary>
    public bool AssignsOnly { get; init; }

    /// <summary>The type that holds the consumer commits or stores offsets with it.</summary>
    public bool MovesOffsetsByHand { get; init; }

    /// <summary>The type that holds the consumer subscribes with it.</summary>
    public bool Subscribes { get; init; }

    /// <summary>The program may say itself where its partitions begin: it seeks, or a handler returns offsets.</summary>
    public bool MayChooseOffsets { get; init; }

    /// <summary>A test builds it: its group lives for one run, whatever it is called.</summary>
    public bool IsInTest { get; init; }

    /// <summary>What makes the group id another one at every start; null when it stays, or is not known.</summary>
    public IOperation? GroupIdOfOneRun { get; init; }

    public Setting AutoCommit => this[KafkaNames.EnableAutoCommit].OrDefault(SettingValue.On);

    public Setting AutoOffsetStore => this[KafkaNames.EnableAutoOffsetStore].OrDefault(SettingValue.On);

    /// <summary>AutoOffsetReset is written down as Latest: the reader wants live records, not every record.</summary>
    public bool ReadsLatestOnPurpose => this[KafkaNames.AutoOffsetReset] is { Constant: Latest or "latest" or "largest" or "end" };

    /// <summary>Consume throws where the group has no offset, or one that is no longer there.</summary>
    public bool ThrowsWithoutOffset => this[KafkaNames.AutoOffsetReset] is { Constant: Error or "error" };

    /// <summary>The group uses the protocol of KIP-848.</summary>
    public bool UsesConsumerProtocol => this[KafkaNames.GroupProtocol] is { Constant: ConsumerProtocol or "consumer" };

    /// <summary>The setting that makes partitions come and go one by one; null when there is none.</summary>
    public IOperation? IncrementalAssignment
    {
        get
        {
            if (UsesConsumerProtocol)
                return this[KafkaNames.GroupProtocol].Origin;
            var strategy = this[KafkaNames.PartitionAssignmentStrategy];
            return strategy.Constant is CooperativeSticky or "cooperative-sticky" ? strategy.Origin : null;
        }
    }

    /// <summary>The setting of an option, named as the property of ConsumerConfig.</summary>
    public Setting this[string option] =>
        Written.TryGetValue(option, out var setting) ? setting : IsComplete ? Setting.Unset : Setting.Unknown;
}
