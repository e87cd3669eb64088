namespace OffsetGuard.Chaos.History;

/// <summary>What a group has done with one partition, as far as the history tells.</summary>
internal sealed class PartitionProgress(string group, TopicPartition partition)
{
    private readonly List<int> _timesProcessed = [];

    public string Group { get; } = group;

    public TopicPartition Partition { get; } = partition;

    /// <summary>The first offset the group ever asked for; null while it has not read.</summary>
    public long? Start { get; set; }

    /// <summary>Where a restart resumes; null when nothing was committed.</summary>
    public long? Committed { get; set; }

    /// <summary>The end of the log.</summary>
    public long End { get; set; }

    /// <summary>The lowest offset at or above <see cref="Start"/> that was never processed; <see cref="End"/> when all were.</summary>
    public long FirstUnprocessed
    {
        get
        {
            var offset = Start ?? 0;
            while (offset < End && TimesProcessed(offset) > 0)
                offset++;
            return offset;
        }
    }

    public int TimesProcessed(long offset) => offset < _timesProcessed.Count ? _timesProcessed[(int)offset] : 0;

    public void NoteProcessed(long offset)
    {
        while (_timesProcessed.Count <= offset)
            _timesProcessed.Add(0);
        _timesProcessed[(int)offset]++;
    }
}
