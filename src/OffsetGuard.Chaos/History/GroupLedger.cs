namespace OffsetGuard.Chaos.History;

/// <summary>The progress of every group in every partition, kept up to date from the history alone.</summary>
internal sealed class GroupLedger
{
    private readonly SortedDictionary<TopicPartition, long> _ends = [];
    private readonly Dictionary<(string Group, TopicPartition Partition), PartitionProgress> _index = [];
    private readonly List<PartitionProgress> _all = [];

    public GroupLedger(WorldHistory history) => history.Listen(Observe);

    /// <summary>In the order in which groups and partitions were first heard of.</summary>
    public IReadOnlyList<PartitionProgress> All => _all;

    /// <summary>Something was committed, and there is nothing left to commit.</summary>
    public bool HasCommittedEverything =>
        _all.Exists(p => p.Committed is not null) && _all.TrueForAll(p => p.Start is null || p.Committed == p.End || p.Start == p.End);

    public PartitionProgress Of(string group, TopicPartition partition)
    {
        if (!_index.TryGetValue((group, partition), out var progress))
        {
            progress = new PartitionProgress(group, partition) { End = _ends.GetValueOrDefault(partition) };
            _index.Add((group, partition), progress);
            _all.Add(progress);
        }

        return progress;
    }

    private void Observe(WorldEvent happened)
    {
        switch (happened)
        {
            case ReadingStarted reading:
                Of(reading.Group, reading.Partition).NoteReadingFrom(reading.Offset);
                break;
            case RecordProcessed processed:
                Of(processed.Group, processed.Partition).NoteProcessed(processed.Offset);
                break;
            case EffectWritten written:
                Of(written.Group, written.Partition).NoteProcessed(written.Offset, written.Store);
                break;
            case OffsetsCommitted committed:
                Of(committed.Group, committed.Partition).Committed = committed.NextOffset;
                break;
            case RecordsAppended appended:
                NoteEnd(appended.Partition, appended.BaseOffset + appended.Count);
                break;
        }
    }

    private void NoteEnd(TopicPartition partition, long end)
    {
        _ends[partition] = end;
        foreach (var progress in _all)
        {
            if (progress.Partition == partition)
                progress.End = end;
        }
    }
}
