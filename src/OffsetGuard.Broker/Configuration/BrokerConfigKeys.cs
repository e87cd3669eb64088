namespace OffsetGuard.Broker.Configuration;

/// <summary>The settings of brokers that are modelled, in ordinal order of their names, with Kafka's own keys.</summary>
/// <remarks>
/// Apache Kafka 4.1: ServerConfigs, ServerLogConfigs, GroupCoordinatorConfig, TransactionStateManagerConfig. Defaults are Kafka's but for
/// three: no waiting for the first members of a group, no topics out of nothing, and no record goes because it is old (tests like to
/// write old timestamps).
/// </remarks>
internal static class BrokerConfigKeys
{
    public const string AutoCreateTopics = "auto.create.topics.enable";
    public const string BrokerSessionTimeoutMs = "broker.session.timeout.ms";
    public const string DefaultReplicationFactor = "default.replication.factor";
    public const string OffsetsCommitTimeoutMs = "offsets.commit.timeout.ms";
    public const string ReplicaFetchWaitMaxMs = "replica.fetch.wait.max.ms";
    public const string ReplicaLagTimeMaxMs = "replica.lag.time.max.ms";
    public const string InitialRebalanceDelayMs = "group.initial.rebalance.delay.ms";
    public const string NumPartitions = "num.partitions";
    public const string RetentionCheckIntervalMs = "log.retention.check.interval.ms";
    public const string CleanerBackoffMs = "log.cleaner.backoff.ms";
    public const string GroupMaxSize = "group.max.size";
    public const string GroupMinSessionTimeoutMs = "group.min.session.timeout.ms";
    public const string GroupMaxSessionTimeoutMs = "group.max.session.timeout.ms";
    public const string ConsumerGroupMaxSize = "group.consumer.max.size";
    public const string ConsumerGroupSessionTimeoutMs = "group.consumer.session.timeout.ms";
    public const string ConsumerGroupHeartbeatIntervalMs = "group.consumer.heartbeat.interval.ms";
    public const string ConsumerGroupMigrationPolicy = "group.consumer.migration.policy";
    public const string OffsetMetadataMaxBytes = "offset.metadata.max.bytes";
    public const string OffsetsRetentionMinutes = "offsets.retention.minutes";
    public const string OffsetsRetentionCheckIntervalMs = "offsets.retention.check.interval.ms";
    public const string TransactionMaxTimeoutMs = "transaction.max.timeout.ms";
    public const string TransactionCleanupIntervalMs = "transaction.abort.timed.out.transaction.cleanup.interval.ms";

    public static readonly IReadOnlyDictionary<string, ConfigKey> ByName = new SortedDictionary<string, ConfigKey>(
        Own().Concat(DefaultsOfTopics()).ToDictionary(k => k.Name), StringComparer.Ordinal);

    private static IEnumerable<ConfigKey> Own() =>
    [
        new(AutoCreateTopics, ConfigType.Boolean, "false"),
        new(BrokerSessionTimeoutMs, ConfigType.Integer, "9000") { Min = 1 },
        new(DefaultReplicationFactor, ConfigType.Integer, "1") { Min = 1 },
        new(OffsetsCommitTimeoutMs, ConfigType.Integer, "5000") { Min = 1 },
        new(ReplicaFetchWaitMaxMs, ConfigType.Integer, "500") { Min = 0 },
        new(ReplicaLagTimeMaxMs, ConfigType.Long, "30000") { Min = 0 },
        new(InitialRebalanceDelayMs, ConfigType.Integer, "0") { Min = 0 },
        new(NumPartitions, ConfigType.Integer, "1") { Min = 1 },
        new(RetentionCheckIntervalMs, ConfigType.Long, "300000") { Min = 1 },
        new(CleanerBackoffMs, ConfigType.Long, "15000") { Min = 1, IsDynamic = true },
        new(GroupMaxSize, ConfigType.Integer, "2147483647") { Min = 1 },
        new(GroupMinSessionTimeoutMs, ConfigType.Integer, "6000") { Min = 1 },
        new(GroupMaxSessionTimeoutMs, ConfigType.Integer, "1800000") { Min = 1 },
        new(ConsumerGroupMaxSize, ConfigType.Integer, "2147483647") { Min = 1 },
        new(ConsumerGroupSessionTimeoutMs, ConfigType.Integer, "45000") { Min = 1 },
        new(ConsumerGroupHeartbeatIntervalMs, ConfigType.Integer, "5000") { Min = 1 },
        new(ConsumerGroupMigrationPolicy, ConfigType.Text, "bidirectional") { Words = ["bidirectional", "disabled", "downgrade", "upgrade"] },
        new(OffsetMetadataMaxBytes, ConfigType.Integer, "4096") { Min = 0 },
        new(OffsetsRetentionMinutes, ConfigType.Integer, "10080") { Min = 1 },
        new(OffsetsRetentionCheckIntervalMs, ConfigType.Long, "600000") { Min = 1 },
        new(TransactionMaxTimeoutMs, ConfigType.Integer, "900000") { Min = 1 },
        new(TransactionCleanupIntervalMs, ConfigType.Integer, "10000") { Min = 1 },
    ];

    private static IEnumerable<ConfigKey> DefaultsOfTopics()
    {
        foreach (var key in TopicConfigKeys.ByName.Values)
        {
            if (key.BrokerName is { } name)
                yield return key with { Name = name, BrokerName = null, IsDynamic = true, Default = name == "log.retention.ms" ? "-1" : key.Default };
        }
    }
}
