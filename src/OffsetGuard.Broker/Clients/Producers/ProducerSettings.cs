using OffsetGuard.Broker.Log;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>An application's own partitioner: an index, -1 to wait for ever, or null when it has none for this topic.</summary>
internal delegate int? CustomPartitioner(string topic, int partitionCount, byte[]? key);

/// <summary>The settings of a producer that touch what is written, where and when. Defaults are librdkafka's (CONFIGURATION.md).</summary>
internal sealed record ProducerSettings
{
    /// <summary>client.id.</summary>
    public string ClientName { get; init; } = "rdkafka";

    /// <summary>transactional.id.</summary>
    public string? TransactionalId { get; init; }

    /// <summary>enable.idempotence; a transactional producer always is.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>allow.auto.create.topics: the broker may create the topics that are produced to.</summary>
    public bool IsAutoCreatingTopics { get; init; } = true;

    /// <summary>acks.</summary>
    public Acks Acks { get; init; } = Acks.All;

    /// <summary>request.timeout.ms: how long the broker waits for the in-sync replicas.</summary>
    public TimeSpan ReplicationWaitMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>linger.ms.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>message.timeout.ms; zero is never.</summary>
    public TimeSpan MessageTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>socket.timeout.ms: how long a reply may take. (request.timeout.ms is for the brokers among themselves.)</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>retry.backoff.ms and retry.backoff.max.ms.</summary>
    public Backoff Backoff { get; init; } = Backoff.Default;

    /// <summary>retries (message.send.max.retries): how often a batch is sent again that may have been written already.</summary>
    public int RetriesMax { get; init; } = int.MaxValue;

    /// <summary>transaction.timeout.ms.</summary>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>message.max.bytes, for key, value and headers of one record.</summary>
    public int MessageBytesMax { get; init; } = 1_000_000;

    /// <summary>batch.size.</summary>
    public int BatchBytesMax { get; init; } = 1_000_000;

    /// <summary>batch.num.messages.</summary>
    public int BatchRecordsMax { get; init; } = 10_000;

    /// <summary>queue.buffering.max.messages; zero is no limit.</summary>
    public int QueueRecordsMax { get; init; } = 100_000;

    /// <summary>queue.buffering.max.kbytes, in bytes.</summary>
    public long QueueBytesMax { get; init; } = 1_048_576L * 1024;

    /// <summary>partitioner.</summary>
    public PartitionerKind Partitioner { get; init; } = PartitionerKind.ConsistentRandom;

    /// <summary>sticky.partitioning.linger.ms: so long records without a key share a partition.</summary>
    public TimeSpan StickyLinger { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The application's partitioners; they come before <see cref="Partitioner"/>.</summary>
    public CustomPartitioner? CustomPartitioner { get; init; }
}
