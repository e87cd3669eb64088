using OffsetGuard.Broker.Clients.Producers;

namespace OffsetGuard.Testing.Configuration;

/// <summary>Turns a producer's configuration into the settings of the model.</summary>
/// <remarks>
/// Ranges and defaults: librdkafka CONFIGURATION.md; contradictions: rdkafka_conf.c, rd_kafka_conf_finalize. Exceptions: those of
/// Confluent.Kafka's ProducerBuilder.Build.
/// </remarks>
internal sealed class ProducerSettingsReader(IEnumerable<KeyValuePair<string, string>> config)
{
    private const int MillisecondsMax = int.MaxValue;

    private readonly ConfigReader _reader = new(config);

    public ProducerSettings Read(CustomPartitioner? customPartitioner)
    {
        var transactionalId = _reader.Text("transactional.id");
        var linger = _reader.FractionalMilliseconds(Name("linger.ms", "queue.buffering.max.ms"), 5, 0, 900_000);
        var transactionTimeout = _reader.Milliseconds("transaction.timeout.ms", 60_000, 1000, MillisecondsMax);
        var messageTimeout = ReadMessageTimeout(transactionalId, transactionTimeout);
        var hasMessageTimeout = _reader.Text(MessageTimeoutName) is not null;
        if (hasMessageTimeout && messageTimeout > TimeSpan.Zero && linger >= messageTimeout)
        {
            linger = _reader.Text(Name("linger.ms", "queue.buffering.max.ms")) is null
                ? messageTimeout - TimeSpan.FromMilliseconds(1)
                : throw new InvalidOperationException("`message.timeout.ms` must be greater than `linger.ms`.");
        }

        var isIdempotent = ReadIdempotence(transactionalId);
        return new ProducerSettings
        {
            ClientName = _reader.Text("client.id") ?? "rdkafka",
            TransactionalId = transactionalId,
            IsIdempotent = isIdempotent,
            IsAcknowledged = ReadAcks() != 0,
            Linger = linger,
            MessageTimeout = messageTimeout,
            RequestTimeout = _reader.Milliseconds("request.timeout.ms", 30_000, 1, 900_000),
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

    private string MessageTimeoutName => Name("message.timeout.ms", "delivery.timeout.ms");

    /// <summary>The name that is used for a setting with an alias.</summary>
    private string Name(string name, string alias) => _reader.Text(name) is null && _reader.Text(alias) is not null ? alias : name;

    private TimeSpan ReadMessageTimeout(string? transactionalId, TimeSpan transactionTimeout)
    {
        var timeout = _reader.Milliseconds(MessageTimeoutName, 300_000, 0, MillisecondsMax);
        if (transactionalId is null || timeout <= transactionTimeout)
            return timeout;
        return _reader.Text(MessageTimeoutName) is null
            ? transactionTimeout
            : throw new InvalidOperationException("`message.timeout.ms` must be set <= `transaction.timeout.ms`.");
    }

    private bool ReadIdempotence(string? transactionalId)
    {
        var isAsked = _reader.Flag("enable.idempotence", transactionalId is not null);
        if (transactionalId is not null && !isAsked)
            throw new InvalidOperationException("`transactional.id` requires `enable.idempotence=true`.");
        if (!isAsked)
            return false;

        if (ReadAcks() != -1)
            throw new InvalidOperationException("`acks` must be set to `all` when `enable.idempotence` is true.");
        if (_reader.Number(Name("retries", "message.send.max.retries"), int.MaxValue, 0, int.MaxValue) < 1)
            throw new InvalidOperationException("`retries` must be set >= 1 when `enable.idempotence` is true.");
        if (_reader.Number(Name("max.in.flight.requests.per.connection", "max.in.flight"), 5, 1, 1_000_000) > 5)
            throw new InvalidOperationException("`max.in.flight` must be set <= 5 when `enable.idempotence` is true.");
        return true;
    }

    private int ReadAcks()
    {
        var name = Name("acks", "request.required.acks");
        return _reader.Text(name) == "all" ? -1 : _reader.Number(name, -1, -1, 1000);
    }

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
