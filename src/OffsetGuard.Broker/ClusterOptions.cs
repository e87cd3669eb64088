using OffsetGuard.Broker.Configuration;
using OffsetGuard.Broker.Groups.Consumer;

namespace OffsetGuard.Broker;

/// <summary>Settings of the brokers that tests may want to change; defaults are those of <see cref="BrokerConfigKeys"/>.</summary>
internal sealed record ClusterOptions
{
    /// <summary>What was set, by Kafka's own keys.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; private init; } = new Dictionary<string, string>();

    /// <summary>How many brokers there are.</summary>
    public int BrokerCount { get; init; } = 1;

    /// <summary>How long a commit may wait for its replicas. Kafka: offsets.commit.timeout.ms.</summary>
    public TimeSpan OffsetsCommitTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the first join of an empty group waits for others. Kafka: group.initial.rebalance.delay.ms, 3 s; here 0.</summary>
    public TimeSpan InitialRebalanceDelay { get; init; } = TimeSpan.Zero;

    /// <summary>Kafka: group.min.session.timeout.ms.</summary>
    public TimeSpan SessionTimeoutMin { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Kafka: group.max.session.timeout.ms.</summary>
    public TimeSpan SessionTimeoutMax { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Kafka: group.max.size.</summary>
    public int GroupMemberCountMax { get; init; } = int.MaxValue;

    /// <summary>Kafka: group.consumer.max.size.</summary>
    public int ConsumerGroupMemberCountMax { get; init; } = int.MaxValue;

    /// <summary>Kafka: group.consumer.session.timeout.ms.</summary>
    public TimeSpan ConsumerSessionTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Kafka: group.consumer.heartbeat.interval.ms; the members keep to it.</summary>
    public TimeSpan ConsumerHeartbeatInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Kafka: group.consumer.migration.policy.</summary>
    public MigrationPolicy MigrationPolicy { get; init; } = MigrationPolicy.Bidirectional;

    /// <summary>Kafka: offset.metadata.max.bytes.</summary>
    public int OffsetMetadataLengthMax { get; init; } = 4096;

    /// <summary>Kafka: offsets.retention.minutes.</summary>
    public TimeSpan OffsetsRetention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Kafka: offsets.retention.check.interval.ms.</summary>
    public TimeSpan OffsetsRetentionCheckInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Kafka: transaction.max.timeout.ms.</summary>
    public TimeSpan TransactionTimeoutMax { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often the coordinator looks for transactions that are open for too long. Kafka: transaction.abort.timed.out.transaction.cleanup.interval.ms.</summary>
    public TimeSpan TransactionCleanupInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads Kafka's own keys.</summary>
    /// <exception cref="ArgumentException">A key is not modelled, or a value is out of its range.</exception>
    public static ClusterOptions From(IReadOnlyDictionary<string, string> settings)
    {
        var config = new BrokerConfig(settings);
        return new ClusterOptions
        {
            Settings = settings,
            OffsetsCommitTimeout = config.Milliseconds(BrokerConfigKeys.OffsetsCommitTimeoutMs),
            InitialRebalanceDelay = config.Milliseconds(BrokerConfigKeys.InitialRebalanceDelayMs),
            SessionTimeoutMin = config.Milliseconds(BrokerConfigKeys.GroupMinSessionTimeoutMs),
            SessionTimeoutMax = config.Milliseconds(BrokerConfigKeys.GroupMaxSessionTimeoutMs),
            GroupMemberCountMax = (int)config.Number(BrokerConfigKeys.GroupMaxSize),
            ConsumerGroupMemberCountMax = (int)config.Number(BrokerConfigKeys.ConsumerGroupMaxSize),
            ConsumerSessionTimeout = config.Milliseconds(BrokerConfigKeys.ConsumerGroupSessionTimeoutMs),
            ConsumerHeartbeatInterval = config.Milliseconds(BrokerConfigKeys.ConsumerGroupHeartbeatIntervalMs),
            MigrationPolicy = MigrationPolicy.Parse(config.Text(BrokerConfigKeys.ConsumerGroupMigrationPolicy)),
            OffsetMetadataLengthMax = (int)config.Number(BrokerConfigKeys.OffsetMetadataMaxBytes),
            OffsetsRetention = TimeSpan.FromMinutes(config.Number(BrokerConfigKeys.OffsetsRetentionMinutes)),
            OffsetsRetentionCheckInterval = config.Milliseconds(BrokerConfigKeys.OffsetsRetentionCheckIntervalMs),
            TransactionTimeoutMax = config.Milliseconds(BrokerConfigKeys.TransactionMaxTimeoutMs),
            TransactionCleanupInterval = config.Milliseconds(BrokerConfigKeys.TransactionCleanupIntervalMs),
        };
    }
}
