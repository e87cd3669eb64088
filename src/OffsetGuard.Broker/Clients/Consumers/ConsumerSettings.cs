using OffsetGuard.Broker.Clients.Assignment;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Consumers;

/// <summary>What to do where no valid offset is known. librdkafka: auto.offset.reset.</summary>
internal enum ResetPolicy
{
    Latest,
    Earliest,
    Error,
}

/// <summary>The settings of a consumer that touch offsets. Defaults are librdkafka's (CONFIGURATION.md), not Java's.</summary>
internal sealed record ConsumerSettings
{
    /// <summary>group.id.</summary>
    public required string GroupId { get; init; }

    /// <summary>group.protocol.</summary>
    public GroupKind Protocol { get; init; } = GroupKind.Classic;

    /// <summary>group.remote.assignor; null leaves the choice to the broker.</summary>
    public string? RemoteAssignor { get; init; }

    /// <summary>client.id.</summary>
    public string ClientName { get; init; } = "rdkafka";

    /// <summary>enable.auto.commit.</summary>
    public bool IsAutoCommit { get; init; } = true;

    /// <summary>auto.commit.interval.ms; zero switches the timer off and keeps the commit on revoke and close.</summary>
    public TimeSpan AutoCommitInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>enable.auto.offset.store.</summary>
    public bool IsAutoOffsetStore { get; init; } = true;

    /// <summary>auto.offset.reset.</summary>
    public ResetPolicy Reset { get; init; } = ResetPolicy.Latest;

    /// <summary>isolation.level.</summary>
    public IsolationLevel Isolation { get; init; } = IsolationLevel.ReadCommitted;

    /// <summary>session.timeout.ms.</summary>
    public TimeSpan SessionTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>heartbeat.interval.ms.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>max.poll.interval.ms; also how long the group waits for this member in a rebalance.</summary>
    public TimeSpan MaxPollInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>socket.timeout.ms: how long a reply may take.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>retry.backoff.ms and retry.backoff.max.ms.</summary>
    public Backoff Backoff { get; init; } = Backoff.Default;

    /// <summary>group.instance.id: a static member, or null.</summary>
    public string? InstanceId { get; init; }

    /// <summary>topic.metadata.refresh.interval.ms.</summary>
    public TimeSpan MetadataRefreshInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>statistics.interval.ms; zero when there are none.</summary>
    public TimeSpan StatisticsInterval { get; init; }

    /// <summary>allow.auto.create.topics.</summary>
    public bool AllowsAutoCreate { get; init; }

    /// <summary>bootstrap.servers names a place where nobody answers.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>queued.min.messages: nothing is fetched while so many records and events wait for the application. Null reads ahead without a limit.</summary>
    public int? ReadAheadMax { get; init; }

    /// <summary>max.partition.fetch.bytes; null for as much as is there.</summary>
    public int? FetchBytesMax { get; init; }

    /// <summary>fetch.queue.backoff.ms: how long a client that has enough waits before it looks again.</summary>
    public TimeSpan ReadAheadBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>enable.partition.eof.</summary>
    public bool IsPartitionEof { get; init; }

    /// <summary>partition.assignment.strategy, in order of preference.</summary>
    public IReadOnlyList<Assignor> Assignors { get; init; } = [Assignor.Range, Assignor.RoundRobin];
}
