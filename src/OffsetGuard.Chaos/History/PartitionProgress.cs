using OffsetGuard.Broker.Fingerprints;

namespace OffsetGuard.Chaos.History;

/// <summary>What a group has done with one partition, as far as the history tells.</summary>
internal sealed class PartitionProgress(string group, TopicPartition partition, ReadableLog log)
{
    private readonly SortedSet<long> _discarded = [];
    private long _firstUnprocessed;
    private long? _lastResetTo;

    public string Group { get; } = group;

    public TopicPartition Partition { get; } = partition;

    public ReadableLog Log { get; } = log;

    /// <summary>How often each record was processed.</summary>
    public EffectCounts Effects { get; } = new();

    /// <summary>How far its consumers may see.</summary>
    public IsolationLevel Isolation { get; private set; } = IsolationLevel.ReadCommitted;

    /// <summary>The first offset the group ever asked for; null while it has not read.</summary>
    public long? Start { get; private set; }

    /// <summary>The group has to read the partition, because it reads others of the topic or the test says so.</summary>
    public bool IsExpected { get; set; }

    /// <summary>Whether there is anything to say about the group and this partition: it has read there, or ought to.</summary>
    public bool IsRead => Start is not null || IsExpected;

    /// <summary>There is nothing left for the group to commit here.</summary>
    public bool HasCommittedEverything
    {
        get
        {
            if (Start == End)
                return true;
            return Committed is null && Start is null ? !IsExpected || FirstUnprocessed == End : Committed is not null && ResumesAt == End;
        }
    }

    /// <summary>Where a restart resumes; null when nothing was committed.</summary>
    public long? Committed { get; private set; }

    /// <summary>Where the log was cut off before the group has read on there; null as good as always. Until then its commits are of records that were.</summary>
    public long? TruncatedAt { get; private set; }

    /// <summary>The lowest record whose effect was part of an aborted transaction, and has not come again; null when there is none.</summary>
    public long? FirstDiscarded => _discarded.Count > 0 ? _discarded.Min : null;

    /// <summary>The end of what its consumers may see.</summary>
    public long End => Log.EndFor(Isolation);

    /// <summary>The lowest offset at or above <see cref="Start"/> that can be read and was never processed; <see cref="End"/> when there is none.</summary>
    public long FirstUnprocessed
    {
        get
        {
            // Asked at every commit: what is processed stays processed, so the search goes on where it stopped.
            _firstUnprocessed = Log.NextReadable(_firstUnprocessed, Isolation);
            while (_firstUnprocessed < End && Effects.Of(_firstUnprocessed) > 0)
                _firstUnprocessed = Log.NextReadable(_firstUnprocessed + 1, Isolation);
            return _firstUnprocessed;
        }
    }

    /// <summary>Where a restart would read on: the committed offset, or where the reset policy led when there was none.</summary>
    public long? ResumesAt => (Committed ?? _lastResetTo) is { } offset ? Log.NextReadable(offset, Isolation) : null;

    /// <summary>Whether a restart reads on behind this offset.</summary>
    public bool IsPast(long offset) => offset < (Committed ?? _lastResetTo);

    /// <summary>The last record below an offset that was processed since the group began to read; null when there is none.</summary>
    public long? LastProcessedBelow(long offset)
    {
        if (Start is null)
            return null;
        do
            offset--;
        while (offset >= Start && Effects.Of(offset) == 0);
        return offset >= Start ? offset : null;
    }

    public void NoteReadingFrom(long offset, IsolationLevel isolation)
    {
        Isolation = isolation;
        if (Start is null)
            (Start, _firstUnprocessed) = (offset, Math.Max(offset, _firstUnprocessed));
        if (Committed is null)
            _lastResetTo = offset;
    }

    /// <summary>The group reads a record, or is about to.</summary>
    public void NoteReadAt(long offset)
    {
        if (offset <= TruncatedAt)
            TruncatedAt = null;
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
        hash.Add(Start ?? (IsExpected ? -2 : -1));
        hash.Add(Committed ?? -1);
        hash.Add(_lastResetTo ?? -1);
        hash.Add(TruncatedAt ?? -1);
        hash.Add(FirstUnprocessed);
        hash.Add(FirstDiscarded ?? -1);
        Effects.AddTo(ref hash, settledBelow: Math.Min(FirstUnprocessed, Committed ?? 0));
    }

    public void NoteCommitted(OffsetsCommitted committed)
    {
        Committed = committed.NextOffset;
        if (committed.Who is null)
            _firstUnprocessed = committed.NextOffset;   // the test itself says where the group is to go on
    }

    public void NoteEffect(RecordEffect effect)
    {
        if (effect is EffectWritten written)
            Effects.NoteWritten(written.Offset, written.Store);
        else
            Effects.NoteReported(effect.Offset);
        _discarded.Remove(effect.Offset);
    }

    public void NoteDiscarded(long offset)
    {
        if (Effects.Of(offset) == 0)   // otherwise somebody else has processed it meanwhile
            _discarded.Add(offset);
    }

    public void NoteForgotten() => Committed = null;

    /// <summary>What stood there is gone, and other records may get the same offsets.</summary>
    public void NoteTruncated(long end)
    {
        TruncatedAt = Math.Min(TruncatedAt ?? end, end);
        _firstUnprocessed = Math.Min(_firstUnprocessed, end);
        Effects.ForgetFrom(end);
    }
}
