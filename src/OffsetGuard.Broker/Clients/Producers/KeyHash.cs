using System.Buffers.Binary;

namespace OffsetGuard.Broker.Clients.Producers;

/// <summary>The key hashes of librdkafka's partitioners besides CRC-32.</summary>
/// <remarks>librdkafka: rdmurmur2.c (Java compatible), rdfnv1a.c.</remarks>
internal static class KeyHash
{
    public static uint Murmur2(ReadOnlySpan<byte> key)
    {
        const uint Multiplier = 0x5bd1e995;
        const uint Seed = 0x9747b28c;
        unchecked
        {
            var hash = Seed ^ (uint)key.Length;
            for (; key.Length >= 4; key = key[4..])
            {
                var part = BinaryPrimitives.ReadUInt32LittleEndian(key) * Multiplier;
                part = (part ^ (part >> 24)) * Multiplier;
                hash = (hash * Multiplier) ^ part;
            }

            for (var i = key.Length - 1; i >= 0; i--)
                hash ^= (uint)key[i] << (8 * i);
            if (key.Length > 0)
                hash *= Multiplier;
            hash = (hash ^ (hash >> 13)) * Multiplier;
            return hash ^ (hash >> 15);
        }
    }

    public static uint Fnv1a(ReadOnlySpan<byte> key)
    {
        unchecked
        {
            var hash = 0x811C9DC5u;
            foreach (var value in key)
                hash = (hash ^ value) * 0x01000193u;
            var signed = (int)hash;   // as Sarama, librdkafka takes the absolute value of a signed number
            return (uint)(signed < 0 ? -signed : signed);
        }
    }
}
