using System.Globalization;

namespace OffsetGuard.Broker.Configuration;

/// <summary>The settings of one topic: what was set for it, over what the brokers say, over Kafka's defaults.</summary>
internal sealed record TopicConfig
{
    private TopicConfig(IReadOnlyDictionary<string, string> overrides, Func<string, string> text)
    {
        Overrides = overrides;
        var policies = text(TopicConfigKeys.CleanupPolicy).Split(',', StringSplitOptions.TrimEntries);
        IsCompacted = policies.Contains("compact");
        IsDeleted = policies.Contains("delete");
        IsLogAppendTime = text(TopicConfigKeys.TimestampType) == "LogAppendTime";
        DeleteRetentionMs = Long(TopicConfigKeys.DeleteRetentionMs);
        MaxMessageBytes = (int)Long(TopicConfigKeys.MaxMessageBytes);
        TimestampAfterMaxMs = Long(TopicConfigKeys.TimestampAfterMaxMs);
        TimestampBeforeMaxMs = Long(TopicConfigKeys.TimestampBeforeMaxMs);
        MinCleanableDirtyRatio = double.Parse(text(TopicConfigKeys.MinCleanableDirtyRatio), CultureInfo.InvariantCulture);
        MinCompactionLagMs = Long(TopicConfigKeys.MinCompactionLagMs);
        MinInSyncReplicas = (int)Long(TopicConfigKeys.MinInSyncReplicas);
        IsUncleanElection = string.Equals(text(TopicConfigKeys.UncleanLeaderElection), "true", StringComparison.OrdinalIgnoreCase);
        RetentionBytes = Long(TopicConfigKeys.RetentionBytes);
        RetentionMs = Long(TopicConfigKeys.RetentionMs);
        SegmentBytes = (int)Long(TopicConfigKeys.SegmentBytes);
        SegmentMs = Long(TopicConfigKeys.SegmentMs);

        long Long(string name) => long.Parse(text(name), CultureInfo.InvariantCulture);
    }

    /// <summary>What was set for this topic.</summary>
    public IReadOnlyDictionary<string, string> Overrides { get; }

    public bool IsCompacted { get; }

    /// <summary>Old segments go by time and size.</summary>
    public bool IsDeleted { get; }

    /// <summary>Records get the broker's clock in place of the producer's.</summary>
    public bool IsLogAppendTime { get; }

    /// <summary>So many in-sync replicas have to have a record before acks=all confirms it.</summary>
    public int MinInSyncReplicas { get; }

    /// <summary>Rather a leader that lacks records than none.</summary>
    public bool IsUncleanElection { get; }

    public long DeleteRetentionMs { get; }

    public int MaxMessageBytes { get; }

    public long TimestampAfterMaxMs { get; }

    public long TimestampBeforeMaxMs { get; }

    public double MinCleanableDirtyRatio { get; }

    public long MinCompactionLagMs { get; }

    /// <summary>Negative: no limit.</summary>
    public long RetentionBytes { get; }

    /// <summary>Negative: for ever.</summary>
    public long RetentionMs { get; }

    public int SegmentBytes { get; }

    public long SegmentMs { get; }

    public static TopicConfig Of(IReadOnlyDictionary<string, string> overrides, BrokerConfig broker) =>
        new(overrides, name => Text(name, overrides, broker));

    /// <summary>The value of one setting as text.</summary>
    public static string Text(string name, IReadOnlyDictionary<string, string> overrides, BrokerConfig broker)
    {
        if (overrides.TryGetValue(name, out var value))
            return value;
        var key = TopicConfigKeys.ByName[name];
        return key.BrokerName is { } brokerName ? broker.Text(brokerName) : key.Default;
    }

    /// <summary>Why a setting is refused, or null.</summary>
    public static string? ProblemWith(string name, string value) => TopicConfigKeys.ByName.TryGetValue(name, out var key)
        ? key.ProblemWith(value)
        : $"Unknown topic config name: {name}";
}
