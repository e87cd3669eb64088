namespace OffsetGuard.Broker;

/// <summary>Settings of the brokers that tests may want to change; defaults are Kafka's unless said otherwise.</summary>
internal sealed record ClusterOptions
{
    /// <summary>How long the first join of an empty group waits for others. Kafka: group.initial.rebalance.delay.ms, 3 s; here 0.</summary>
    public TimeSpan InitialRebalanceDelay { get; init; } = TimeSpan.Zero;
}
