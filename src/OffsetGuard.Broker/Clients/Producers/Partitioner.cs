using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>librdkafka's partitioners. The default is consistent_random: CRC-32 of the key; records without a key go anywhere.</summary>
/// <remarks>
/// librdkafka: rdkafka_msg.c, rd_kafka_msg_partitioner_*. By default an empty key counts as none. Java's default is murmur2, so the same key
/// lands elsewhere there.
/// </remarks>
internal static class Partitioner
{
    private static readonly uint[] s_table = BuildTable();

    public static int PartitionOf(ReadOnlySpan<byte> key, int partitionCount, IChoice choice) =>
        key.IsEmpty
            ? choice.Choose(ChoiceKind.PartitionOfKeylessRecord, partitionCount)
            : (int)(Crc32(key) % (uint)partitionCount);

    /// <summary>The partition that a key alone decides, or null when the record may go anywhere.</summary>
    public static int? PartitionOf(PartitionerKind kind, byte[]? key, int partitionCount)
    {
        var count = (uint)partitionCount;
        return kind switch
        {
            PartitionerKind.Consistent => (int)(Crc32(key) % count),
            PartitionerKind.ConsistentRandom when key is { Length: > 0 } => (int)(Crc32(key) % count),
            PartitionerKind.Murmur2 => (int)((KeyHash.Murmur2(key) & int.MaxValue) % count),
            PartitionerKind.Murmur2Random when key is not null => (int)((KeyHash.Murmur2(key) & int.MaxValue) % count),
            PartitionerKind.Fnv1a => (int)(KeyHash.Fnv1a(key) % count),
            PartitionerKind.Fnv1aRandom when key is not null => (int)(KeyHash.Fnv1a(key) % count),
            _ => null,
        };
    }

    /// <summary>CRC-32 as zlib computes it (IEEE 802.3 polynomial, reflected).</summary>
    public static uint Crc32(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = (crc >> 8) ^ s_table[(byte)(crc ^ value)];
        return ~crc;
    }

    private static uint[] BuildTable()
    {
        const uint Polynomial = 0xEDB88320;
        var table = new uint[256];
        for (var i = 0u; i < table.Length; i++)
        {
            var entry = i;
            for (var bit = 0; bit < 8; bit++)
                entry = (entry & 1) != 0 ? (entry >> 1) ^ Polynomial : entry >> 1;
            table[i] = entry;
        }

        return table;
    }
}
