using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>How sure it is that a record is in the log.</summary>
internal enum Persistence
{
    NotPersisted,
    PossiblyPersisted,
    Persisted,
}

/// <summary>A record from the call of the application to its delivery report.</summary>
/// <param name="record">The serialized record.</param>
/// <param name="producedAt">When the application produced it.</param>
/// <param name="context">What the application's side wants to find again in the report.</param>
internal sealed class OutgoingRecord(in NewRecord record, DateTimeOffset producedAt, object? context)
{
    private const int RecordFramingBytes = 36;
    private const int HeaderFramingBytes = 10;

    public NewRecord Record { get; } = record;

    public DateTimeOffset ProducedAt { get; } = producedAt;

    public object? Context { get; } = context;

    /// <summary>Key, value and headers.</summary>
    public int SizeBytes { get; } = SizeOf(record);

    /// <summary>What the record may take in a batch at most: librdkafka counts the longest form of every length.</summary>
    /// <remarks>librdkafka: rdkafka_msg.h (rd_kafka_msg_wire_size), rdkafka_proto.h (RD_KAFKAP_MESSAGE_V2_MAX_OVERHEAD).</remarks>
    public int FramedBytesMax => SizeBytes + RecordFramingBytes + (HeaderFramingBytes * (Record.Headers?.Count ?? 0));

    public TopicPartition Partition { get; set; }

    public long Offset { get; private set; } = LogicalOffset.Unset;

    public ErrorCode Error { get; private set; }

    public Persistence Persistence { get; private set; }

    /// <summary>The timestamp that the broker gave the record; null when the producer's counts.</summary>
    public long? LogAppendTimeMs { get; private set; }

    /// <summary>Its batch is in the log; <paramref name="index"/> is its place in the batch.</summary>
    public void Succeed(ProduceReply reply, int index) =>
        (Offset, Persistence, LogAppendTimeMs) = (reply.BaseOffset + index, Persistence.Persisted, reply.LogAppendTimeMs);

    /// <summary>Sent with acks=0: nobody will ever know.</summary>
    public void SucceedUnacknowledged() => Persistence = Persistence.PossiblyPersisted;

    public void Fail(ErrorCode error, Persistence persistence) => (Error, Persistence) = (error, persistence);

    private static int SizeOf(in NewRecord record)
    {
        var size = (record.Key?.Length ?? 0) + (record.Value?.Length ?? 0);
        for (var i = 0; i < (record.Headers?.Count ?? 0); i++)
            size += record.Headers![i].Key.Length + (record.Headers[i].Value?.Length ?? 0);
        return size;
    }
}
