namespace OffsetGuard.Broker.Configuration;

/// <summary>The settings of topics, in ordinal order of their names.</summary>
/// <remarks>Apache Kafka: TopicConfig, LogConfig (names, ranges and defaults of 4.1).</remarks>
internal static class TopicConfigKeys
{
    public const string CleanupPolicy = "cleanup.policy";
    public const string DeleteRetentionMs = "delete.retention.ms";
    public const string MaxMessageBytes = "max.message.bytes";
    public const string TimestampAfterMaxMs = "message.timestamp.after.max.ms";
    public const string TimestampBeforeMaxMs = "message.timestamp.before.max.ms";
    public const string TimestampType = "message.timestamp.type";
    public const string MinCleanableDirtyRatio = "min.cleanable.dirty.ratio";
    public const string MinCompactionLagMs = "min.compaction.lag.ms";
    public const string MinInSyncReplicas = "min.insync.replicas";
    public const string RetentionBytes = "retention.bytes";
    public const string RetentionMs = "retention.ms";
    public const string SegmentBytes = "segment.bytes";
    public const string SegmentMs = "segment.ms";
    public const string UncleanLeaderElection = "unclean.leader.election.enable";

    /// <summary>The settings by name; those after the blank line are taken and described, and change nothing here.</summary>
    public static readonly IReadOnlyDictionary<string, ConfigKey> ByName = new SortedDictionary<string, ConfigKey>(
        new ConfigKey[]
        {
            new(CleanupPolicy, ConfigType.List, "delete") { Words = ["compact", "delete"], BrokerName = "log.cleanup.policy" },
            new(DeleteRetentionMs, ConfigType.Long, "86400000") { Min = 0, BrokerName = "log.cleaner.delete.retention.ms" },
            new(MaxMessageBytes, ConfigType.Integer, "1048588") { Min = 0, BrokerName = "message.max.bytes" },
            new(TimestampAfterMaxMs, ConfigType.Long, "3600000") { Min = 0, BrokerName = "log.message.timestamp.after.max.ms" },
            new(TimestampBeforeMaxMs, ConfigType.Long, "9223372036854775807") { Min = 0, BrokerName = "log.message.timestamp.before.max.ms" },
            new(TimestampType, ConfigType.Text, "CreateTime") { Words = ["CreateTime", "LogAppendTime"], BrokerName = "log.message.timestamp.type" },
            new(MinCleanableDirtyRatio, ConfigType.Double, "0.5") { Min = 0, Max = 1, BrokerName = "log.cleaner.min.cleanable.ratio" },
            new(MinCompactionLagMs, ConfigType.Long, "0") { Min = 0, BrokerName = "log.cleaner.min.compaction.lag.ms" },
            new(MinInSyncReplicas, ConfigType.Integer, "1") { Min = 1, BrokerName = "min.insync.replicas" },
            new(RetentionBytes, ConfigType.Long, "-1") { BrokerName = "log.retention.bytes" },
            new(RetentionMs, ConfigType.Long, "604800000") { Min = -1, BrokerName = "log.retention.ms" },
            new(SegmentBytes, ConfigType.Integer, "1073741824") { Min = 14, BrokerName = "log.segment.bytes" },
            new(SegmentMs, ConfigType.Long, "604800000") { Min = 1, BrokerName = "log.roll.ms" },
            new(UncleanLeaderElection, ConfigType.Boolean, "false") { BrokerName = "unclean.leader.election.enable" },

            new("compression.type", ConfigType.Text, "producer") { Words = ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"] },
            new("file.delete.delay.ms", ConfigType.Long, "60000") { Min = 0 },
            new("flush.messages", ConfigType.Long, "9223372036854775807") { Min = 1 },
            new("flush.ms", ConfigType.Long, "9223372036854775807") { Min = 0 },
            new("index.interval.bytes", ConfigType.Integer, "4096") { Min = 0 },
            new("max.compaction.lag.ms", ConfigType.Long, "9223372036854775807") { Min = 1 },
            new("preallocate", ConfigType.Boolean, "false"),
            new("segment.index.bytes", ConfigType.Integer, "10485760") { Min = 4 },
            new("segment.jitter.ms", ConfigType.Long, "0") { Min = 0 },
        }.ToDictionary(k => k.Name),
        StringComparer.Ordinal);
}
