using System.Buffers.Binary;
using System.Text;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Writes fields as Kafka does: big-endian numbers, lengths before texts and bytes, -1 for null.</summary>
/// <remarks>In a flexible (compact) encoding a length is a variable number, one higher, with 0 for null, and tagged fields end a structure.</remarks>
internal sealed class FieldWriter
{
    private byte[] _bytes = new byte[64];
    private int _length;

    public FieldWriter Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Take(2), value);
        return this;
    }

    public FieldWriter Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(4), value);
        return this;
    }

    public FieldWriter Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Take(8), value);
        return this;
    }

    public FieldWriter Text(string? value)
    {
        if (value is null)
            return Int16(-1);
        var length = Encoding.UTF8.GetByteCount(value);
        Int16((short)length);
        Encoding.UTF8.GetBytes(value, Take(length));
        return this;
    }

    public FieldWriter Bytes(byte[] value)
    {
        Int32(value.Length);
        value.CopyTo(Take(value.Length));
        return this;
    }

    public FieldWriter NoBytes() => Int32(-1);

    /// <summary>Partitions grouped by topic, in order of first appearance.</summary>
    public FieldWriter Partitions(IReadOnlyList<TopicPartition> partitions)
    {
        var byTopic = partitions.GroupBy(p => p.Topic, StringComparer.Ordinal).ToList();
        Int32(byTopic.Count);
        foreach (var topic in byTopic)
        {
            Text(topic.Key).Int32(topic.Count());
            foreach (var partition in topic)
                Int32(partition.Partition);
        }

        return this;
    }

    public FieldWriter Byte(byte value)
    {
        Take(1)[0] = value;
        return this;
    }

    /// <summary>The id of a topic in the lower half of a UUID.</summary>
    public FieldWriter Uuid(long id) => Int64(0).Int64(id);

    public FieldWriter CompactText(string? value) => value is null ? Varint(0) : CompactBytes(Encoding.UTF8.GetBytes(value));

    public FieldWriter CompactTexts(IReadOnlyList<string> values)
    {
        CompactCount(values.Count);
        foreach (var value in values)
            CompactText(value);
        return this;
    }

    public FieldWriter CompactBytes(byte[] value)
    {
        CompactCount(value.Length);
        value.CopyTo(Take(value.Length));
        return this;
    }

    public FieldWriter CompactCount(int count) => Varint((uint)count + 1);

    public FieldWriter NoTags() => Varint(0);

    /// <summary>One tagged field, number 0.</summary>
    public FieldWriter Tagged(byte[] value)
    {
        Varint(1).Varint(0).Varint((uint)value.Length);
        value.CopyTo(Take(value.Length));
        return this;
    }

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    private FieldWriter Varint(uint value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        return Byte((byte)value);
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
