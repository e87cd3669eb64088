namespace OffsetGuard.Chaos.History;

/// <summary>What a group has done with one partition, as far as the history tells.</summary>
internal sealed class PartitionProgress(string group, TopicPartition partition)
{
    private readonly List<int> _timesProcessed = [];
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

    public int TimesProcessed(long offset) => offset < _timesProcessed.Count ? _timesProcessed[(int)offset] : 0;

    public void NoteProcessed(long offset)
    {
        while (_timesProcessed.Count <= offset)
            _timesProcessed.Add(0);
        _timesProcessed[(int)offset]++;
    }
}
