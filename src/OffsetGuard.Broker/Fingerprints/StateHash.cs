using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace OffsetGuard.Broker.Fingerprints;

/// <summary>A hash of 64 bits that grows value by value and is the same in every process; the order of the values counts.</summary>
/// <remarks>The rounds of xxHash64, on one lane.</remarks>
internal struct StateHash
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;

    private ulong _lane;

    /// <summary>The hash of what has been added so far.</summary>
    public readonly ulong Value
    {
        get
        {
            unchecked
            {
                var value = _lane + Prime3;
                value = (value ^ (value >> 33)) * Prime2;
                value = (value ^ (value >> 29)) * Prime3;
                return value ^ (value >> 32);
            }
        }
    }

    public void Add(ulong value)
    {
        unchecked
        {
            // The constant makes a zero count.
            _lane = BitOperations.RotateLeft(_lane + (value * Prime2) + Prime3, 31) * Prime1;
        }
    }

    public void Add(long value) => Add(unchecked((ulong)value));

    public void Add(TimeSpan value) => Add(value.Ticks);

    public void AddFlag(bool value) => Add(value ? 1UL : 2UL);

    /// <summary>Adds a text; none differs from an empty one.</summary>
    public void Add(string? text)
    {
        Add(text?.Length ?? -1);
        Add(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    /// <summary>Adds bytes, but not how many they are: what comes next has to be told from them otherwise.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            Add(BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        if (bytes.IsEmpty)
            return;
        var rest = 0UL;
        for (var i = bytes.Length - 1; i >= 0; i--)
            rest = (rest << 8) | bytes[i];
        Add(rest);
    }
}
