using System.Diagnostics;
using OffsetGuard.Broker.Log;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A partition as it was when it was looked at; look again to see what has changed.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakePartition
{
    // Runs of records never change once they are written: references to them are a snapshot.
    private readonly List<RecordSlice> _slices = [];
    private readonly IReadOnlyList<AbortedTransaction> _aborted;
    private IReadOnlyList<FakeRecord>? _records;

    internal FakePartition(Broker.Topics.Partition partition)
    {
        var log = partition.Log;
        (Topic, Partition) = (partition.Id.Topic, partition.Id.Partition);
        (LogStartOffset, LastStableOffset) = (log.LogStartOffset, partition.LastStableOffset);
        (HighWatermark, LogEndOffset) = (partition.HighWatermark, log.LogEndOffset);
        LeaderEpoch = partition.RegisteredEpoch;
        Replicas = [.. FakeReplica.Of(partition)];
        _aborted = [.. partition.Producers.Aborted];
        for (var next = log.LogStartOffset; log.Read(next, log.LogEndOffset) is { IsEmpty: false } slice; next = slice.LastOffset + 1)
            _slices.Add(slice);
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>Its number in the topic, from 0.</summary>
    public int Partition { get; }

    /// <summary>The first offset that can be read: retention and DeleteRecords move it.</summary>
    public Offset LogStartOffset { get; }

    /// <summary>The first offset of the oldest open transaction: a consumer with isolation.level=read_committed reads up to here.</summary>
    public Offset LastStableOffset { get; }

    /// <summary>Records below it are on every in-sync replica: a consumer with isolation.level=read_uncommitted reads up to here.</summary>
    public Offset HighWatermark { get; }

    /// <summary>The offset that the next record will get.</summary>
    public Offset LogEndOffset { get; }

    /// <summary>Grows by one each time the partition gets another leader, or loses the one it has.</summary>
    public int LeaderEpoch { get; }

    /// <summary>Its copies, the preferred leader first.</summary>
    public IReadOnlyList<FakeReplica> Replicas { get; }

    /// <summary>Records and markers from the log start to the log end. Offsets may be missing where a log was compacted.</summary>
    public IReadOnlyList<FakeRecord> Records => _records ??= [.. Views().Select(r => new FakeRecord(r, KindOf(r)))];

    /// <summary>One line: the marks of the log.</summary>
    public override string ToString() =>
        $"{Topic}[{Partition}] log {LogStartOffset.Value}..{LogEndOffset.Value}, high watermark {HighWatermark.Value}";

    /// <summary>One line per record and marker, the marks of the log beside them.</summary>
    public string ToText() => LogText.Of(this);

    /// <summary>Everything as JSON: indented, in a stable order, with LF.</summary>
    public string ToJson() => JsonText.Of(json => InspectionJson.Write(json, this));

    private IEnumerable<RecordView> Views() => _slices.SelectMany(s => Enumerable.Range(0, s.Count).Select(i => s[i]));

    private FakeRecordKind KindOf(RecordView record) => record.Batch.Kind switch
    {
        BatchKind.CommitMarker => FakeRecordKind.CommitMarker,
        BatchKind.AbortMarker => FakeRecordKind.AbortMarker,
        BatchKind.Transactional when _aborted.Any(a => a.Covers(record.Batch, record.Offset)) => FakeRecordKind.Aborted,
        BatchKind.Transactional when record.Offset >= LastStableOffset.Value && !HasEnded(record) => FakeRecordKind.Open,
        _ => FakeRecordKind.Committed,
    };

    /// <summary>A marker of the same producer behind the record ends its transaction.</summary>
    private bool HasEnded(RecordView record) =>
        Views().Any(r => r.Offset > record.Offset && r.Batch.IsControl && r.Batch.ProducerId == record.Batch.ProducerId);
}
