namespace OffsetGuard.Testing.Configuration;

/// <summary>Settings that contradict each other.</summary>
/// <remarks>librdkafka: rd_kafka_conf_finalize, rd_kafka_topic_conf_finalize (RD_KAFKA_CONF_INVALID_CONFIG_PROP, an InvalidOperationException here).</remarks>
internal static class SettingConflicts
{
    public static void CheckConsumer(ConfigReader reader)
    {
        CheckBoth(reader);
        if (reader.Text("group.protocol") is { } protocol && protocol.Equals("consumer", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var name in new[] { "session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy", "group.protocol.type" })
                Refuse(reader.Has(name), $"`{name}` is not supported for `group.protocol=consumer`. Leave it out.");
        }
        else
        {
            var (interval, session) = (reader.Number("max.poll.interval.ms", 300_000), reader.Number("session.timeout.ms", 45_000));
            Refuse(interval < session, $"`max.poll.interval.ms` ({interval}) must be >= `session.timeout.ms` ({session}).");
        }

        var messageMax = reader.Number("message.max.bytes", 1_000_000);
        var fetchMax = reader.Number("fetch.max.bytes", 52_428_800);
        Refuse(reader.Has("fetch.max.bytes") && fetchMax < messageMax, "`fetch.max.bytes` must be >= `message.max.bytes`.");
        if (!reader.Has("fetch.max.bytes"))
            fetchMax = Math.Max(Math.Min(fetchMax, reader.Number("queued.max.messages.kbytes", 65_536) * 1024), messageMax);
        Refuse(
            reader.Has("receive.message.max.bytes") && fetchMax + 512 > reader.Number("receive.message.max.bytes", 0),
            "`receive.message.max.bytes` must be >= `fetch.max.bytes` + 512.");
    }

    public static void CheckProducer(ConfigReader reader)
    {
        CheckBoth(reader);
        var transactionTimeout = reader.Number("transaction.timeout.ms", 60_000);
        var isTransactional = reader.Has("transactional.id");
        if (isTransactional)
        {
            Refuse(!reader.Flag("enable.idempotence", true), "`transactional.id` requires `enable.idempotence=true`.");
            Refuse(
                reader.Has("socket.timeout.ms") && transactionTimeout + 100 < reader.Number("socket.timeout.ms", 0),
                "`socket.timeout.ms` must be set <= `transaction.timeout.ms` + 100.");
        }

        if (reader.Flag("enable.idempotence", isTransactional))
            CheckIdempotence(reader);
        else
            Refuse(reader.Flag("enable.gapless.guarantee", false), "`enable.gapless.guarantee` requires `enable.idempotence=true`.");

        var hasTimeout = reader.Has("message.timeout.ms");
        var messageTimeout = hasTimeout || !isTransactional ? reader.Number("message.timeout.ms", 300_000) : transactionTimeout;
        Refuse(
            isTransactional && hasTimeout && messageTimeout > transactionTimeout, "`message.timeout.ms` must be set <= `transaction.timeout.ms`.");
        Refuse(
            hasTimeout && reader.Has("linger.ms") && messageTimeout != 0 && messageTimeout <= reader.Fraction("linger.ms", 5),
            "`message.timeout.ms` must be greater than `linger.ms`.");
    }

    private static void CheckBoth(ConfigReader reader)
    {
        Refuse(
            reader.Has("ssl.keystore.location") && !reader.Has("ssl.keystore.password"),
            "`ssl.keystore.password` is mandatory when `ssl.keystore.location` is set.");
        Refuse(reader.Has("https.ca.location") && reader.Has("https.ca.pem"), "`https.ca.location` and `https.ca.pem` are mutually exclusive.");
    }

    private static void CheckIdempotence(ConfigReader reader)
    {
        const string Cause = "when `enable.idempotence` is true.";
        Refuse(reader.Number("max.in.flight", 5) > 5, $"`max.in.flight` must be set <= 5 {Cause}");
        Refuse(reader.Number("retries", 1) < 1, $"`retries` must be set >= 1 {Cause}");
        Refuse(reader.Number("queue.buffering.backpressure.threshold", 1) > 1, $"`queue.buffering.backpressure.threshold` must be set to 1 {Cause}");
        Refuse(reader.Number("acks", -1) != -1, $"`acks` must be set to `all` {Cause}");
        Refuse(reader.Text("queuing.strategy")?.ToLowerInvariant() is "lifo", $"`queuing.strategy` must be set to `fifo` {Cause}");
    }

    private static void Refuse(bool isContradiction, string rule)
    {
        if (isContradiction)
            throw new InvalidOperationException(rule);
    }
}
