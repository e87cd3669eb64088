using OffsetGuard.Broker.Fingerprints;

namespace OffsetGuard.Chaos.History;

/// <summary>How often the records of a partition had their effect: reported by the program, and written to durable stores.</summary>
internal sealed class EffectCounts
{
    private readonly List<int> _reported = [];
    private SortedDictionary<string, List<int>>? _written;

    /// <summary>
    /// How often the record had its effect. Where it stands in a store, the store counts: a program that finds it there may report it again.
    /// </summary>
    public int Of(long offset)
    {
        var written = _written?.Values.Max(counts => CountAt(counts, offset)) ?? 0;
        return written > 0 ? written : CountAt(_reported, offset);
    }

    public void NoteReported(long offset) => Add(_reported, offset);

    public void NoteWritten(long offset, string store)
    {
        _written ??= new SortedDictionary<string, List<int>>(StringComparer.Ordinal);
        if (!_written.TryGetValue(store, out var counts))
            _written.Add(store, counts = []);
        Add(counts, offset);
    }

    /// <summary>The records from an offset on are no more; others may get their offsets.</summary>
    public void ForgetFrom(long offset)
    {
        ForgetFrom(_reported, offset);
        foreach (var counts in _written?.Values ?? Enumerable.Empty<List<int>>())
            ForgetFrom(counts, offset);
    }

    /// <summary>Adds what can still decide whether a record has its effect twice; below an offset only whether one had.</summary>
    public void AddTo(ref StateHash hash, long settledBelow)
    {
        AddTo(ref hash, _reported, (int)settledBelow);
        foreach (var (store, counts) in _written ?? [])
        {
            hash.Add(store);
            AddTo(ref hash, counts, (int)settledBelow);
        }
    }

    private static void AddTo(ref StateHash hash, List<int> counts, int settledBelow)
    {
        hash.AddFlag(counts.Take(settledBelow).Any(c => c > 1));
        foreach (var count in counts.Skip(settledBelow))
            hash.Add(Math.Min(count, 2));
    }

    private static int CountAt(List<int> counts, long offset) => offset < counts.Count ? counts[(int)offset] : 0;

    private static void Add(List<int> counts, long offset)
    {
        while (counts.Count <= offset)
            counts.Add(0);
        counts[(int)offset]++;
    }

    private static void ForgetFrom(List<int> counts, long offset)
    {
        if (counts.Count > offset)
            counts.RemoveRange((int)offset, counts.Count - (int)offset);
    }
}
