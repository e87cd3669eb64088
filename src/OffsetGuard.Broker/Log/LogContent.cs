using OffsetGuard.Broker.Fingerprints;

namespace OffsetGuard.Broker.Log;

/// <summary>A hash of the records of a log: what a reader can tell apart, but for when they were written and by whom.</summary>
/// <param name="startOffset">Where it begins.</param>
internal sealed class LogContent(long startOffset)
{
    private readonly List<long> _transactionalProducers = [];
    private StateHash _hash;

    public long StartOffset { get; } = startOffset;

    /// <summary>Records below it are in the hash.</summary>
    public long EndOffset { get; private set; } = startOffset;

    public ulong Hash => _hash.Value;

    /// <summary>The producers of records in transactions, in the order of their first ones: the hash knows them by their place here.</summary>
    public IReadOnlyList<long> TransactionalProducers => _transactionalProducers;

    /// <summary>Goes on with the next records.</summary>
    public void Add(in RecordSlice records)
    {
        for (var i = 0; i < records.Count; i++)
            Add(records[i]);
        EndOffset = records.LastOffset + 1;
    }

    private void Add(in RecordView record)
    {
        var batch = record.Batch;
        _hash.Add(record.Offset);   // compaction leaves gaps
        _hash.Add((byte)batch.Kind + (record.IsBatchEnd ? 16 : 0));   // a fetch brings whole batches
        if (batch.Kind != BatchKind.Plain)
            _hash.Add(PlaceOf(batch.ProducerId));
        _hash.Add(record.IsKeyNull ? -1 : record.Key.Length);
        _hash.Add(record.Key);
        _hash.Add(record.IsValueNull ? -1 : record.Value.Length);
        _hash.Add(record.Value);
        _hash.Add(record.Headers.Count);
        foreach (var header in record.Headers)
        {
            _hash.Add(header.Key);
            _hash.Add(header.Value?.Length ?? -1);
            _hash.Add(header.Value);
        }
    }

    private int PlaceOf(long producerId)
    {
        var place = _transactionalProducers.IndexOf(producerId);
        if (place < 0)
            _transactionalProducers.Add(producerId);
        return place < 0 ? _transactionalProducers.Count - 1 : place;
    }
}
