using OffsetGuard.Broker.Clients.Assignment;
using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Groups;

namespace OffsetGuard.Testing.Configuration;

/// <summary>Turns a consumer's configuration into the settings of the model.</summary>
/// <remarks>Ranges and defaults: librdkafka CONFIGURATION.md. Exceptions: those of Confluent.Kafka's ConsumerBuilder.Build.</remarks>
internal static class ConsumerSettingsReader
{
    /// <summary>An address at which no broker listens; every other one leads to the fake.</summary>
    private const string NobodyAnswers = "127.0.0.1:1";

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public static ConsumerSettings Read(IEnumerable<KeyValuePair<string, string>> config)
    {
        var reader = new ConfigReader(config);
        var groupId = reader.Text("group.id")
            ?? throw new ArgumentException("'group.id' configuration parameter is required and was not specified.", nameof(config));
        SettingConflicts.CheckConsumer(reader);
        if (groupId.Length == 0)
            throw new KafkaException(new Error(ErrorCode.Local_UnknownGroup, "Local: Unknown group"));
        var settings = new ConsumerSettings
        {
            GroupId = groupId,
            Protocol = reader.Choice("group.protocol", GroupKind.Classic, ("classic", GroupKind.Classic), ("consumer", GroupKind.Consumer)),
            RemoteAssignor = reader.Text("group.remote.assignor") is { Length: > 0 } assignor ? assignor : null,
            ClientName = reader.Text("client.id") ?? "rdkafka",
            IsAutoCommit = reader.Flag("enable.auto.commit", true),
            AutoCommitInterval = reader.Milliseconds("auto.commit.interval.ms", 5000, 0, (int)s_day.TotalMilliseconds),
            IsAutoOffsetStore = reader.Flag("enable.auto.offset.store", true),
            Reset = ReadReset(reader),
            Isolation = reader.Choice(
                "isolation.level",
                Broker.Protocol.IsolationLevel.ReadCommitted,
                ("read_uncommitted", Broker.Protocol.IsolationLevel.ReadUncommitted),
                ("read_committed", Broker.Protocol.IsolationLevel.ReadCommitted)),
            SessionTimeout = reader.Milliseconds("session.timeout.ms", 45_000, 1, 3_600_000),
            HeartbeatInterval = reader.Milliseconds("heartbeat.interval.ms", 3_000, 1, 3_600_000),
            MaxPollInterval = reader.Milliseconds("max.poll.interval.ms", 300_000, 1, (int)s_day.TotalMilliseconds),
            RequestTimeout = reader.Milliseconds("socket.timeout.ms", 60_000, 10, 300_000),
            Backoff = reader.Backoff(),
            ReadAheadMax = reader.Has("queued.min.messages") ? reader.Number("queued.min.messages", 100_000, 1, 10_000_000) : null,
            FetchBytesMax = reader.Has("max.partition.fetch.bytes") ? reader.Number("max.partition.fetch.bytes", 1_048_576, 1, 1_000_000_000) : null,
            ReadAheadBackoff = reader.Milliseconds("fetch.queue.backoff.ms", 1000, 0, 300_000),
            IsPartitionEof = reader.Flag("enable.partition.eof", false),
            Assignors = ReadAssignors(reader),
            InstanceId = reader.Text("group.instance.id") is { Length: > 0 } instanceId ? instanceId : null,
            MetadataRefreshInterval = reader.Milliseconds("topic.metadata.refresh.interval.ms", 300_000, -1, 3_600_000),
            StatisticsInterval = reader.Milliseconds("statistics.interval.ms", 0, 0, (int)s_day.TotalMilliseconds),
            AllowsAutoCreate = reader.Flag("allow.auto.create.topics", false),
            IsUnreachable = reader.Text("bootstrap.servers") == NobodyAnswers,
        };
        return settings;
    }

    private static ResetPolicy ReadReset(ConfigReader reader) => reader.Choice(
        "auto.offset.reset",
        ResetPolicy.Latest,
        ("smallest", ResetPolicy.Earliest),
        ("earliest", ResetPolicy.Earliest),
        ("beginning", ResetPolicy.Earliest),
        ("largest", ResetPolicy.Latest),
        ("latest", ResetPolicy.Latest),
        ("end", ResetPolicy.Latest),
        ("error", ResetPolicy.Error));

    private static IReadOnlyList<Assignor> ReadAssignors(ConfigReader reader)
    {
        var names = (reader.Text("partition.assignment.strategy") ?? "range,roundrobin").Split(',', StringSplitOptions.TrimEntries);
        IReadOnlyList<Assignor> assignors = [.. names.Where(n => n.Length > 0).Select(AssignorOf).Distinct()];
        return assignors.All(a => a.IsCooperative == assignors[0].IsCooperative)
            ? assignors
            : throw new InvalidOperationException("All partition.assignment.strategy assignors must have the same protocol type: eager or cooperative.");
    }

    private static Assignor AssignorOf(string name) => name switch
    {
        "range" => Assignor.Range,
        "roundrobin" => Assignor.RoundRobin,
        "cooperative-sticky" => Assignor.CooperativeSticky,
        _ => throw new InvalidOperationException($"Unsupported partition.assignment.strategy: {name}."),
    };
}
