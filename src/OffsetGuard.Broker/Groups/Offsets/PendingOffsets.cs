using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Offsets that were committed inside a transaction: they count from its commit on, never after an abort.</summary>
/// <remarks>Apache Kafka: OffsetMetadataManager (pendingTransactionalOffsets, replayEndTransactionMarker).</remarks>
internal sealed class PendingOffsets
{
    private readonly SortedDictionary<long, List<Entry>> _byProducer = [];

    public bool IsEmpty => _byProducer.Count == 0;

    /// <summary>In order of producers; whether a plain commit has come after each.</summary>
    public IEnumerable<(long ProducerId, OffsetCommitted Offset, bool IsOvertaken)> All =>
        from producer in _byProducer
        from entry in producer.Value
        select (producer.Key, entry.Offset, entry.IsOvertaken);

    /// <summary>Whether the answer to a request could still change by the end of a transaction.</summary>
    public bool IsUnstable(OffsetFetchRequest request)
    {
        if (_byProducer.Count == 0 || request.Isolation == IsolationLevel.ReadUncommitted)
            return false;
        foreach (var entries in _byProducer.Values)
        {
            if (entries.Exists(e => e.Offset.GroupId == request.GroupId && request.AsksFor(e.Offset.Partition)))
                return true;
        }

        return false;
    }

    /// <summary>The partitions whose answer could still change, in order.</summary>
    public IReadOnlyList<TopicPartition> UnstableOf(OffsetFetchRequest request) => [.. _byProducer.Values.SelectMany(e => e)
        .Where(e => e.Offset.GroupId == request.GroupId && request.AsksFor(e.Offset.Partition)).Select(e => e.Offset.Partition).Distinct().Order()];

    /// <summary>What is pending for a group, with the producer whose transaction it is.</summary>
    public IEnumerable<(OffsetCommitted Offset, long ProducerId)> Of(string groupId) =>
        from producer in _byProducer
        from entry in producer.Value
        where entry.Offset.GroupId == groupId
        select (entry.Offset, producer.Key);

    public void Replay(OffsetCommitted offset, long producerId)
    {
        if (!_byProducer.TryGetValue(producerId, out var entries))
            _byProducer.Add(producerId, entries = []);
        entries.RemoveAll(e => IsOfSamePartition(e.Offset, offset));   // of two in one transaction the later one counts
        entries.Add(new Entry(offset, IsOvertaken: false));
    }

    /// <summary>A plain commit that comes after a pending one is newer: the end of the transaction will not undo it.</summary>
    public void Overtake(OffsetCommitted newer)
    {
        if (_byProducer.Count == 0)
            return;   // as good as always: this is asked at every commit
        foreach (var entries in _byProducer.Values)
        {
            for (var i = 0; i < entries.Count; i++)
            {
                if (IsOfSamePartition(entries[i].Offset, newer))
                    entries[i] = entries[i] with { IsOvertaken = true };
            }
        }
    }

    /// <summary>Removes what a producer has pending in one partition of <c>__consumer_offsets</c>.</summary>
    /// <returns>What takes effect if the transaction was committed.</returns>
    public IReadOnlyList<OffsetCommitted> End(long producerId, int offsetsPartition)
    {
        if (!_byProducer.TryGetValue(producerId, out var entries))
            return [];
        var ended = entries.FindAll(e => OffsetsTopic.PartitionIndexOf(e.Offset.GroupId) == offsetsPartition);
        entries.RemoveAll(e => ended.Contains(e));
        if (entries.Count == 0)
            _byProducer.Remove(producerId);
        return [.. ended.Where(e => !e.IsOvertaken).Select(e => e.Offset)];
    }

    /// <summary>Forgets one partition of <c>__consumer_offsets</c>; its log will be read again.</summary>
    public void Unload(int offsetsPartition)
    {
        foreach (var producerId in _byProducer.Keys.ToList())
            End(producerId, offsetsPartition);
    }

    private static bool IsOfSamePartition(OffsetCommitted x, OffsetCommitted y) => x.GroupId == y.GroupId && x.Partition == y.Partition;

    private sealed record Entry(OffsetCommitted Offset, bool IsOvertaken);
}
