using System.Buffers.Binary;
using System.Text;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Reads what <see cref="FieldWriter"/> writes.</summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public short Int16() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    public string Text() => TextOrNull() ?? throw new InvariantException("A text of __consumer_offsets is null where Kafka has none.");

    public string? TextOrNull()
    {
        var length = Int16();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    public ReadOnlySpan<byte> Bytes()
    {
        var length = Int32();
        return length < 0 ? [] : Take(length);
    }

    public IReadOnlyList<TopicPartition> Partitions()
    {
        var partitions = new List<TopicPartition>();
        for (var topics = Int32(); topics > 0; topics--)
        {
            var topic = Text();
            for (var count = Int32(); count > 0; count--)
                partitions.Add(new TopicPartition(topic, Int32()));
        }

        return partitions;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
