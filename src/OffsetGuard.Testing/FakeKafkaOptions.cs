namespace OffsetGuard.Testing;

/// <summary>Settings of a <see cref="FakeKafka"/>.</summary>
public sealed record FakeKafkaOptions
{
    /// <summary>
    /// How long one call may wait, in virtual time, when nothing but the call itself could end it. Default: one day. A call that
    /// waits longer throws <see cref="InvalidOperationException"/> instead of hanging the test.
    /// </summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromDays(1);

    /// <summary>
    /// How long the first join of an empty group waits for more members. Default: zero; Apache Kafka's
    /// <c>group.initial.rebalance.delay.ms</c> is 3 seconds.
    /// </summary>
    public TimeSpan InitialRebalanceDelay { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Whether the task of ProduceAsync waits for linger.ms of virtual time. Default: false, the record is sent at once and the task is
    /// finished when ProduceAsync returns, so that awaiting it on the only thread cannot hang. When true, records share batches as with the
    /// real client, and the task finishes once time has moved: by AdvanceTime, Flush or any call that waits.
    /// </summary>
    public bool HonorsLinger { get; init; }

    /// <summary>How many members a group takes. Default: any number; Apache Kafka's <c>group.max.size</c>.</summary>
    public int GroupMaxSize { get; init; } = int.MaxValue;

    /// <summary>
    /// Whether a client that asks for a topic makes it, with one partition. Default: false; Apache Kafka's
    /// <c>auto.create.topics.enable</c> is true.
    /// </summary>
    public bool AutoCreateTopics { get; init; }

    /// <summary>How long committed offsets are kept once nobody uses them. Default: 7 days; Apache Kafka's <c>offsets.retention.minutes</c>.</summary>
    public TimeSpan OffsetsRetention { get; init; } = TimeSpan.FromDays(7);
}
