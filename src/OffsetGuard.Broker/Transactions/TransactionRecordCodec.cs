using System.Buffers.Binary;
using System.Text;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Transactions;

/// <summary>Transaction records as Kafka writes them into <c>__transaction_state</c>.</summary>
/// <remarks>Apache Kafka: TransactionLogKey.json (version 0), TransactionLogValue.json (version 0).</remarks>
internal static class TransactionRecordCodec
{
    private const short KeyVersion = 0;
    private const short ValueVersion = 0;

    public static NewRecord Encode(TransactionRecord record)
    {
        using var key = new MemoryStream();
        Write(key, KeyVersion);
        Write(key, record.TransactionalId);
        return new NewRecord(key.ToArray(), ValueOf(record), record.LastUpdateMs);
    }

    public static TransactionRecord Decode(in RecordView record)
    {
        var key = new Reader(record.Key);
        InvariantException.Require(key.Int16() == KeyVersion, "a key of __transaction_state has version 0");
        var transactionalId = key.String();

        var value = new Reader(record.Value);
        InvariantException.Require(value.Int16() == ValueVersion, "a value of __transaction_state has version 0");
        var producer = new ProducerIdentity(value.Int64(), value.Int16());
        var timeout = TimeSpan.FromMilliseconds(value.Int32());
        var status = (TransactionStatus)value.Int8();
        var partitions = new List<TopicPartition>();
        for (var topicCount = value.Int32(); topicCount > 0; topicCount--)
        {
            var topic = value.String();
            for (var count = value.Int32(); count > 0; count--)
                partitions.Add(new TopicPartition(topic, value.Int32()));
        }

        return new TransactionRecord(transactionalId, producer, timeout, status, partitions, value.Int64(), value.Int64());
    }

    private static byte[] ValueOf(TransactionRecord record)
    {
        using var value = new MemoryStream();
        Write(value, ValueVersion);
        Write(value, record.Producer.Id);
        Write(value, record.Producer.Epoch);
        Write(value, (int)record.Timeout.TotalMilliseconds);
        value.WriteByte((byte)record.Status);
        var topics = record.Partitions.GroupBy(p => p.Topic, StringComparer.Ordinal).ToList();
        Write(value, topics.Count);
        foreach (var topic in topics)
        {
            Write(value, topic.Key);
            Write(value, topic.Count());
            foreach (var partition in topic)
                Write(value, partition.Partition);
        }

        Write(value, record.LastUpdateMs);
        Write(value, record.StartMs);
        return value.ToArray();
    }

    private static void Write(MemoryStream to, short number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(short)];
        BinaryPrimitives.WriteInt16BigEndian(bytes, number);
        to.Write(bytes);
    }

    private static void Write(MemoryStream to, int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        to.Write(bytes);
    }

    private static void Write(MemoryStream to, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        to.Write(bytes);
    }

    private static void Write(MemoryStream to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Write(to, (short)bytes.Length);
        to.Write(bytes);
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

        public byte Int8() => Take(1)[0];

        public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

        public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

        public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

        public string String() => Encoding.UTF8.GetString(Take(Int16()));

        private ReadOnlySpan<byte> Take(int count)
        {
            var taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }
    }
}
