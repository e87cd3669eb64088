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

    public byte Byte() => Take(1)[0];

    public long Uuid()
    {
        Int64();
        return Int64();
    }

    public string CompactText() => CompactTextOrNull() ?? throw new InvariantException("A text of __consumer_offsets is null where Kafka has none.");

    public string? CompactTextOrNull()
    {
        var length = CompactCount();
        return length < 0 ? null : Encoding.UTF8.GetString(Take(length));
    }

    public string[] CompactTexts()
    {
        var texts = new string[CompactCount()];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = CompactText();
        return texts;
    }

    public ReadOnlySpan<byte> CompactBytes() => Take(CompactCount());

    public int CompactCount() => Varint() - 1;

    /// <summary>The tagged field, or nothing when there is none.</summary>
    public ReadOnlySpan<byte> Tagged()
    {
        if (Varint() == 0)
            return [];
        Varint();   // its number
        return Take(Varint());
    }

    private int Varint()
    {
        var (value, shift) = (0, 0);
        while (true)
        {
            var part = Byte();
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
                return value;
            shift += 7;
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
