using OffsetGuard.Broker.Clients.Producers;
using BrokerAcks = OffsetGuard.Broker.Log.Acks;

namespace OffsetGuard.Testing.Configuration;

/// <summary>Turns a producer's configuration into the settings of the model.</summary>
/// <remarks>
/// Ranges and defaults: librdkafka CONFIGURATION.md; <see cref="SettingConflicts"/> has found no contradiction. Exceptions: those of
/// Confluent.Kafka's ProducerBuilder.Build.
/// </remarks>
internal sealed class ProducerSettingsReader(IEnumerable<KeyValuePair<string, string>> config)
{
    private const int MillisecondsMax = int.MaxValue;

    private readonly ConfigReader _reader = new(config);

    public ProducerSettings Read(CustomPartitioner? customPartitioner)
    {
        var transactionalId = _reader.Text("transactional.id");
        var linger = _reader.FractionalMilliseconds("linger.ms", 5, 0, 900_000);
        var transactionTimeout = _reader.Milliseconds("transaction.timeout.ms", 60_000, 1000, MillisecondsMax);
        var messageTimeout = ReadMessageTimeout(transactionalId, transactionTimeout);
        var hasMessageTimeout = _reader.Text("message.timeout.ms") is not null;
        if (hasMessageTimeout && messageTimeout > TimeSpan.Zero && linger >= messageTimeout)
            linger = messageTimeout - TimeSpan.FromMilliseconds(1);

        return new ProducerSettings
        {
            ClientName = _reader.Text("client.id") ?? "rdkafka",
            TransactionalId = transactionalId,
            IsIdempotent = _reader.Flag("enable.idempotence", transactionalId is not null),
            IsAutoCreatingTopics = _reader.Flag("allow.auto.create.topics", true),
            Acks = ReadAcks(),
            ReplicationWaitMax = _reader.Milliseconds("request.timeout.ms", 30_000, 1, 900_000),
            Linger = linger,
            MessageTimeout = messageTimeout,
            RequestTimeout = ReadRequestTimeout(transactionalId, transactionTimeout),
            Backoff = _reader.Backoff(),
            RetriesMax = _reader.Number("message.send.max.retries", int.MaxValue, 0, int.MaxValue),
            TransactionTimeout = transactionTimeout,
            MessageBytesMax = _reader.Number("message.max.bytes", 1_000_000, 1000, 1_000_000_000),
            BatchBytesMax = _reader.Number("batch.size", 1_000_000, 1, int.MaxValue),
            BatchRecordsMax = _reader.Number("batch.num.messages", 10_000, 1, 1_000_000),
            QueueRecordsMax = _reader.Number("queue.buffering.max.messages", 100_000, 0, int.MaxValue),
            QueueBytesMax = _reader.Number("queue.buffering.max.kbytes", 1_048_576, 1, int.MaxValue) * 1024L,
            Partitioner = ReadPartitioner(),
            StickyLinger = ReadStickyLinger(linger),
            CustomPartitioner = customPartitioner,
        };
    }

    private TimeSpan ReadMessageTimeout(string? transactionalId, TimeSpan transactionTimeout)
    {
        var timeout = _reader.Milliseconds("message.timeout.ms", 300_000, 0, MillisecondsMax);
        if (transactionalId is null || timeout <= transactionTimeout)
            return timeout;
        return transactionTimeout;
    }

    /// <summary>At least one request fits into a transaction.</summary>
    private TimeSpan ReadRequestTimeout(string? transactionalId, TimeSpan transactionTimeout)
    {
        if (transactionalId is null || _reader.Has("socket.timeout.ms"))
            return _reader.Milliseconds("socket.timeout.ms", 60_000, 10, 300_000);
        return TimeSpan.FromMilliseconds(Math.Max(transactionTimeout.TotalMilliseconds - 100, 900));
    }

    /// <summary>More than one acknowledgement is what the broker makes of any number but 0 and -1.</summary>
    private BrokerAcks ReadAcks() => _reader.Number("acks", -1) switch
    {
        -1 => BrokerAcks.All,
        0 => BrokerAcks.None,
        _ => BrokerAcks.Leader,
    };

    private TimeSpan ReadStickyLinger(TimeSpan linger) => _reader.Text("sticky.partitioning.linger.ms") is null
        ? 2 * linger
        : _reader.Milliseconds("sticky.partitioning.linger.ms", 10, 0, 900_000);

    private PartitionerKind ReadPartitioner() => _reader.Choice(
        "partitioner",
        PartitionerKind.ConsistentRandom,
        ("random", PartitionerKind.Random),
        ("consistent", PartitionerKind.Consistent),
        ("consistent_random", PartitionerKind.ConsistentRandom),
        ("murmur2", PartitionerKind.Murmur2),
        ("murmur2_random", PartitionerKind.Murmur2Random),
        ("fnv1a", PartitionerKind.Fnv1a),
        ("fnv1a_random", PartitionerKind.Fnv1aRandom));
}
