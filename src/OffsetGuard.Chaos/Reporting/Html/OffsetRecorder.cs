using OffsetGuard.Broker.Clients.Consumers;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;
using OffsetGuard.Testing.Inspection;

namespace OffsetGuard.Chaos.Reporting.Html;

/// <summary>Watches one world and keeps, after each event, the offsets that are others than before. It only looks.</summary>
internal sealed class OffsetRecorder
{
    private const int KeyLengthMax = 80;

    private readonly World _world;
    private readonly SortedDictionary<TopicPartition, PartitionState> _states = [];
    private readonly SortedDictionary<TopicPartition, List<DocumentRecord>> _records = [];
    private readonly List<IReadOnlyList<PartitionState>> _moments = [];

    public OffsetRecorder(World world)
    {
        _world = world;
        world.History.Listen(_ => _moments.Add(Look()));
    }

    /// <summary>What changed with each event of the history, and last what changed until now.</summary>
    public IReadOnlyList<IReadOnlyList<PartitionState>> Finish() => [.. _moments, Look()];

    /// <summary>The records of a partition as they came, with the index of the event they came with.</summary>
    public IReadOnlyList<DocumentRecord> RecordsOf(TopicPartition partition) => _records.TryGetValue(partition, out var records) ? records : [];

    private List<PartitionState> Look()
    {
        var changed = new List<PartitionState>();
        foreach (var partition in Partitions())
        {
            var before = _states.GetValueOrDefault(partition.Id);
            var now = StateOf(partition);
            if (now.IsBlank || now.IsLike(before))
                continue;
            if (before is null || LogOf(before) != LogOf(now))
                NoteRecords(partition);
            _states[partition.Id] = now;
            changed.Add(now);
        }

        return changed;
    }

    // The topics that the brokers keep for themselves begin with two underscores; nobody tests their consumers.
    private IEnumerable<Partition> Partitions() =>
        _world.Cluster.Kafka.Topics.All.Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal)).SelectMany(t => t.Partitions);

    private PartitionState StateOf(Partition partition) => new(partition.Id)
    {
        LogStart = partition.Log.LogStartOffset,
        LastStable = partition.LastStableOffset,
        HighWatermark = partition.HighWatermark,
        LogEnd = partition.Log.LogEndOffset,
        Committed =
        [
            .. from g in _world.Cluster.Kafka.Groups.All
               let committed = g.Offsets.Find(partition.Id)
               where committed is not null
               select new CommittedOffset(g.Id, committed.Committed.NextOffset),
        ],
        Readers = [.. ReadersOf(partition.Id)],
    };

    private IEnumerable<ReaderOffsets> ReadersOf(TopicPartition partition)
    {
        foreach (var consumer in _world.Cluster.Clients.OfType<ConsumerModel>())
        {
            if (_world.Owners.TryGetValue(consumer.Channel.ClientId, out var owner) && owner.IsAlive
                && consumer.Partitions.Find(partition) is { IsAssigned: true } read)
                yield return new ReaderOffsets(owner.Name.ToString(), consumer.GroupId, Known(read.Position), Known(read.Stored));
        }
    }

    private static long? Known(OffsetAndEpoch offset) => offset.IsAbsolute ? offset.NextOffset : null;

    private static (long, long, long) LogOf(PartitionState state) => (state.LogStart, state.LastStable, state.LogEnd);

    /// <summary>New ones, those that a truncation replaced, and those whose transaction has ended.</summary>
    private void NoteRecords(Partition partition)
    {
        if (!_records.TryGetValue(partition.Id, out var records))
            _records.Add(partition.Id, records = []);
        var known = new Dictionary<long, DocumentRecord>();
        foreach (var record in records)
            known[record.Offset] = record;
        foreach (var record in new FakePartition(partition).Records)
        {
            var noted = new DocumentRecord(_moments.Count, record.Offset.Value, Short(record.IsMarker ? null : record.KeyText), KindOf(record.Kind));
            if (!known.TryGetValue(noted.Offset, out var before) || before with { Since = noted.Since } != noted)
                records.Add(noted);
        }
    }

    private static string? Short(string? key) => key is { Length: > KeyLengthMax } ? $"{key[..KeyLengthMax]}…" : key;

    private static string? KindOf(FakeRecordKind kind) => kind switch
    {
        FakeRecordKind.Committed => null,
        FakeRecordKind.Open => "open transaction",
        FakeRecordKind.Aborted => "aborted",
        FakeRecordKind.CommitMarker => "commit marker",
        _ => "abort marker",
    };
}
