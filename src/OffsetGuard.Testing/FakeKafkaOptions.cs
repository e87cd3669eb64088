using OffsetGuard.Broker;

namespace OffsetGuard.Testing;

/// <summary>Settings of a <see cref="FakeKafka"/>.</summary>
public sealed record FakeKafkaOptions
{
    /// <summary>Virtual time on one thread, or real time with many. Default: <see cref="FakeClock.Stepped"/>.</summary>
    public FakeClock Clock { get; init; } = FakeClock.Stepped;

    /// <summary>
    /// How long one call may wait, in virtual time, when nothing but the call itself could end it. Default: one day. A call that
    /// waits longer throws <see cref="InvalidOperationException"/> instead of hanging the test. The live clock does not look at it.
    /// </summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// Whether the task of ProduceAsync waits for linger.ms of virtual time. Default: false, the record is sent at once and the task is
    /// finished when ProduceAsync returns, so that awaiting it on the only thread cannot hang. When true, records share batches as with the
    /// real client, and the task finishes once time has moved: by AdvanceTime, Flush or any call that waits. The live clock always honours it.
    /// </summary>
    public bool HonorsLinger { get; init; }

    /// <summary>How many brokers the cluster has, numbered from 1. Default: one.</summary>
    public int BrokerCount { get; init; } = 1;

    /// <summary>
    /// How much <see cref="FakeKafka.Timeline"/> keeps. Default: <see cref="TimelineDetail.Changes"/>, which costs a few nanoseconds per record.
    /// </summary>
    public TimelineDetail Timeline { get; init; } = TimelineDetail.Changes;

    /// <summary>How many entries <see cref="FakeKafka.Timeline"/> keeps at most: the last ones. Default: 10,000. At least 1.</summary>
    public int TimelineEntriesMax { get; init; } = 10_000;

    /// <summary>
    /// Settings of the brokers by Kafka's own keys, for example <c>auto.create.topics.enable</c> or <c>log.retention.ms</c>. An unknown
    /// key throws <see cref="ArgumentException"/> from the constructor of <see cref="FakeKafka"/> and names those that there are.
    /// Default: Kafka's, but <c>group.initial.rebalance.delay.ms</c> is 0, <c>auto.create.topics.enable</c> is false and
    /// <c>log.retention.ms</c> is -1, so that no record goes because a test gave it an old timestamp.
    /// </summary>
    public IReadOnlyDictionary<string, string> BrokerSettings { get; init; } = new Dictionary<string, string>();

    internal ClusterOptions Cluster => ClusterOptions.From(BrokerSettings) with { BrokerCount = BrokerCount };
}
