namespace OffsetGuard.Broker.Log;

/// <summary>Keys of records are equal when their bytes are.</summary>
internal sealed class KeyComparer : IEqualityComparer<byte[]>
{
    public static readonly KeyComparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    /// <summary>FNV-1a: the same in every process.</summary>
    public int GetHashCode(byte[] obj)
    {
        var hash = 2166136261u;
        foreach (var value in obj)
            hash = unchecked((hash ^ value) * 16777619u);
        return unchecked((int)hash);
    }
}
