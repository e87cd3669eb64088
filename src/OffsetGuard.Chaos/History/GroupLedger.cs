using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.History;

/// <summary>The progress of every group in every partition, kept up to date from the history alone.</summary>
internal sealed class GroupLedger
{
    private readonly Dictionary<TopicPartition, ReadableLog> _logs = [];
    private readonly Dictionary<(string Group, TopicPartition Partition), PartitionProgress> _index = [];
    private readonly List<PartitionProgress> _all = [];
    private readonly Dictionary<IncarnationName, RecordDelivered> _lastDelivered = [];
    private readonly SortedSet<(string Group, string Topic)> _readTopics = new(Comparer<(string Group, string Topic)>.Create(CompareOrdinal));

    public GroupLedger(WorldHistory history) => history.Listen(Observe);

    /// <summary>In the order in which groups and partitions were first heard of.</summary>
    public IReadOnlyList<PartitionProgress> All => _all;

    /// <summary>Something was committed, and there is nothing left to commit.</summary>
    public bool HasCommittedEverything => _all.Exists(p => p.Committed is not null) && _all.TrueForAll(p => p.HasCommittedEverything);

    /// <summary>The record that anybody was given last; null when there was none.</summary>
    public RecordDelivered? LastDelivered { get; private set; }

    /// <summary>The record that an incarnation was given last; null when there was none.</summary>
    public RecordDelivered? LastDeliveredTo(IncarnationName who) => _lastDelivered.GetValueOrDefault(who);

    public ReadableLog LogOf(TopicPartition partition)
    {
        if (!_logs.TryGetValue(partition, out var log))
        {
            _logs.Add(partition, log = new ReadableLog());
            foreach (var (group, _) in _readTopics.Where(r => r.Topic == partition.Topic).ToList())
                Of(group, partition).IsExpected = true;
        }

        return log;
    }

    /// <summary>The group has to read every partition of the topic: it says so, or it reads one of them.</summary>
    public void Expect(string group, string topic)
    {
        if (!_readTopics.Add((group, topic)))
            return;
        foreach (var partition in _logs.Keys.Where(p => p.Topic == topic).ToList())
            Of(group, partition).IsExpected = true;
    }

    public PartitionProgress Of(string group, TopicPartition partition)
    {
        var log = LogOf(partition);   // whoever reads the topic has to read a new partition of it, and is entered
        if (!_index.TryGetValue((group, partition), out var progress))
        {
            progress = new PartitionProgress(group, partition, log);
            _index.Add((group, partition), progress);
            _all.Add(progress);
        }

        return progress;
    }

    private static int CompareOrdinal((string Group, string Topic) one, (string Group, string Topic) other) =>
        string.CompareOrdinal(one.Group, other.Group) is var order and not 0 ? order : string.CompareOrdinal(one.Topic, other.Topic);

    private void Observe(WorldEvent happened)
    {
        switch (happened)
        {
            case ReadingStarted reading:
                Expect(reading.Group, reading.Partition.Topic);
                Of(reading.Group, reading.Partition).NoteReadingFrom(reading.Offset, reading.Isolation);
                break;
            case RecordDelivered { Who: { } who } delivered:
                _lastDelivered[who] = LastDelivered = delivered;
                break;
            case PositionSet position:
                Of(position.Group, position.Partition).NoteReadAt(position.Offset);
                break;
            case RecordEffect effect:
                Of(effect.Group, effect.Partition).NoteEffect(effect);
                break;
            case EffectDiscarded discarded:
                Of(discarded.Group, discarded.Partition).NoteDiscarded(discarded.Offset);
                break;
            case OffsetsCommitted committed:
                Of(committed.Group, committed.Partition).NoteCommitted(committed);
                break;
            case OffsetsForgotten forgotten:
                Of(forgotten.Group, forgotten.Partition).NoteForgotten();
                break;
            default:
                ObserveLog(happened);
                break;
        }
    }

    private void ObserveLog(WorldEvent happened)
    {
        switch (happened)
        {
            case RecordsAppended appended:
                LogOf(appended.Partition).Note(appended);
                break;
            case TransactionMarked marked:
                LogOf(marked.Partition).Note(marked);
                break;
            case RecordsDeleted deleted:
                LogOf(deleted.Partition).Note(deleted);
                break;
            case RecordsCompacted compacted:
                LogOf(compacted.Partition).Note(compacted);
                break;
            case RecordsTruncated truncated:
                LogOf(truncated.Partition).Note(truncated);
                foreach (var progress in _all.Where(p => p.Partition == truncated.Partition))
                    progress.NoteTruncated(truncated.EndOffset);
                break;
        }
    }
}
