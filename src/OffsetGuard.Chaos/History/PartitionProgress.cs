using OffsetGuard.Broker.Fingerprints;

namespace OffsetGuard.Chaos.History;

/// <summary>What a group has done with one partition, as far as the history tells.</summary>
internal sealed class PartitionProgress(string group, TopicPartition partition)
{
    private readonly SortedDictionary<string, List<int>> _timesProcessed = new(StringComparer.Ordinal);   // by place, then by offset
    private long _firstUnprocessed;
    private long? _lastResetTo;

    public string Group { get; } = group;

    public TopicPartition Partition { get; } = partition;

    /// <summary>The first offset the group ever asked for; null while it has not read.</summary>
    public long? Start { get; private set; }

    /// <summary>Where a restart resumes; null when nothing was committed.</summary>
    public long? Committed { get; set; }

    /// <summary>The end of the log.</summary>
    public long End { get; set; }

    /// <summary>The lowest offset at or above <see cref="Start"/> that was never processed; <see cref="End"/> when all were.</summary>
    public long FirstUnprocessed
    {
        get
        {
            // Asked at every commit: what is processed stays processed, so the search goes on where it stopped.
            while (_firstUnprocessed < End && TimesProcessed(_firstUnprocessed) > 0)
                _firstUnprocessed++;
            return Math.Min(_firstUnprocessed, End);
        }
    }

    /// <summary>Whether a restart reads on behind this offset: past the commit, or past where the reset policy led when there was none.</summary>
    public bool IsPast(long offset) => offset < (Committed ?? _lastResetTo);

    public void NoteReadingFrom(long offset)
    {
        if (Start is null)
            (Start, _firstUnprocessed) = (offset, offset);
        if (Committed is null)
            _lastResetTo = offset;
    }

    /// <summary>How often; a record whose handler writes to several stores is processed in each of them once.</summary>
    public int TimesProcessed(long offset)
    {
        var most = 0;
        foreach (var times in _timesProcessed.Values)
            most = Math.Max(most, offset < times.Count ? times[(int)offset] : 0);
        return most;
    }

    /// <summary>
    /// Adds what can still decide whether a promise is broken. Twice is as bad as more often, and of records that are settled, processed and
    /// committed, it only counts whether one was processed twice.
    /// </summary>
    public void AddTo(ref StateHash hash)
    {
        hash.Add(Group);
        hash.Add(Partition.Topic);
        hash.Add(Partition.Partition);
        hash.Add(Start ?? -1);
        hash.Add(Committed ?? -1);
        hash.Add(_lastResetTo ?? -1);
        var unsettled = Math.Min(FirstUnprocessed, Committed ?? 0);
        hash.Add(FirstUnprocessed);
        foreach (var (place, times) in _timesProcessed)
        {
            hash.Add(place);
            hash.AddFlag(times.Take((int)unsettled).Any(t => t > 1));
            foreach (var count in times.Skip((int)unsettled))
                hash.Add(Math.Min(count, 2));
        }
    }

    /// <param name="offset">The record.</param>
    /// <param name="store">Where its effect was written; empty when the program only said so.</param>
    public void NoteProcessed(long offset, string store = "")
    {
        if (!_timesProcessed.TryGetValue(store, out var times))
            _timesProcessed.Add(store, times = []);
        while (times.Count <= offset)
            times.Add(0);
        times[(int)offset]++;
    }
}
