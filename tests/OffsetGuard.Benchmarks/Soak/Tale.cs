namespace OffsetGuard.Benchmarks.Soak;

/// <summary>Counts what went wrong and tells the first of each kind.</summary>
internal sealed class Tale(int toldMax)
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public bool IsEmpty => _counts.Count == 0;

    public int CountOf(string kind) => _counts.GetValueOrDefault(kind);

    public void Tell(string kind, string text)
    {
        lock (_counts)
        {
            _counts[kind] = CountOf(kind) + 1;
            if (_counts[kind] <= toldMax)
                Console.WriteLine($"{kind}: {text}");
        }
    }
}
