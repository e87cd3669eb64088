using System.Buffers.Binary;
using System.Text;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Group records as Kafka writes them into <c>__consumer_offsets</c>.</summary>
/// <remarks>Apache Kafka: OffsetCommitKey.json (version 1), OffsetCommitValue.json (version 3).</remarks>
internal static class GroupRecordCodec
{
    private const short OffsetKeyVersion = 1;
    private const short OffsetValueVersion = 3;

    public static NewRecord Encode(GroupRecord record) => record switch
    {
        OffsetCommitted committed => new NewRecord(KeyOf(committed), ValueOf(committed), committed.CommitTimestampMs),
        _ => throw new InvariantException($"There is no encoding for the group record {record.GetType().Name}."),
    };

    public static GroupRecord Decode(in RecordView record)
    {
        var key = new Reader(record.Key);
        var version = key.Int16();
        InvariantException.Require(version == OffsetKeyVersion, $"a key of __consumer_offsets has a known version, this one has {version}");
        var groupId = key.String();
        var partition = new TopicPartition(key.String(), key.Int32());

        var value = new Reader(record.Value);
        InvariantException.Require(value.Int16() == OffsetValueVersion, "a value of __consumer_offsets has version 3");
        var committed = new OffsetAndEpoch(value.Int64(), value.Int32());
        return new OffsetCommitted(groupId, partition, committed, value.String(), value.Int64());
    }

    private static byte[] KeyOf(OffsetCommitted record)
    {
        var topic = record.Partition.Topic;
        var bytes = new byte[2 + SizeOf(record.GroupId) + SizeOf(topic) + 4];
        var rest = Write(bytes, OffsetKeyVersion);
        rest = Write(Write(rest, record.GroupId), topic);
        BinaryPrimitives.WriteInt32BigEndian(rest, record.Partition.Partition);
        return bytes;
    }

    private static byte[] ValueOf(OffsetCommitted record)
    {
        var bytes = new byte[2 + 8 + 4 + SizeOf(record.Metadata) + 8];
        var rest = Write(bytes, OffsetValueVersion);
        BinaryPrimitives.WriteInt64BigEndian(rest, record.Committed.NextOffset);
        BinaryPrimitives.WriteInt32BigEndian(rest[8..], record.Committed.LeaderEpoch);
        rest = Write(rest[12..], record.Metadata);
        BinaryPrimitives.WriteInt64BigEndian(rest, record.CommitTimestampMs);
        return bytes;
    }

    private static int SizeOf(string text) => 2 + Encoding.UTF8.GetByteCount(text);

    private static Span<byte> Write(Span<byte> to, short number)
    {
        BinaryPrimitives.WriteInt16BigEndian(to, number);
        return to[2..];
    }

    private static Span<byte> Write(Span<byte> to, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, to[2..]);
        BinaryPrimitives.WriteInt16BigEndian(to, (short)length);
        return to[(2 + length)..];
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> _rest = bytes;

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
