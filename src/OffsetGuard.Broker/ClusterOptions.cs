namespace OffsetGuard.Broker;

/// <summary>Settings of the brokers that tests may want to change; defaults are Kafka's unless said otherwise.</summary>
internal sealed record ClusterOptions
{
    /// <summary>How long the first join of an empty group waits for others. Kafka: group.initial.rebalance.delay.ms, 3 s; here 0.</summary>
    public TimeSpan InitialRebalanceDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Kafka: group.min.session.timeout.ms.</summary>
    public TimeSpan SessionTimeoutMin { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Kafka: group.max.session.timeout.ms.</summary>
    public TimeSpan SessionTimeoutMax { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Kafka: group.max.size.</summary>
    public int GroupMemberCountMax { get; init; } = int.MaxValue;

    /// <summary>Kafka: auto.create.topics.enable (true there), with one partition.</summary>
    public bool AutoCreatesTopics { get; init; }

    /// <summary>Kafka: offset.metadata.max.bytes.</summary>
    public int OffsetMetadataLengthMax { get; init; } = 4096;

    /// <summary>Kafka: offsets.retention.minutes.</summary>
    public TimeSpan OffsetsRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Kafka: offsets.retention.check.interval.ms.</summary>
    public TimeSpan OffsetsRetentionCheckInterval { get; init; } = TimeSpan.FromMinutes(10);
}
