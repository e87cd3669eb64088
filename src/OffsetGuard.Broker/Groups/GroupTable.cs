using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>All groups, in ordinal order of their ids, and the replay of their log.</summary>
internal sealed class GroupTable
{
    private readonly SortedDictionary<string, ClassicGroup> _groups = new(StringComparer.Ordinal);

    /// <summary>Offsets of transactions that have not ended.</summary>
    public PendingOffsets Pending { get; } = new();

    public IReadOnlyCollection<ClassicGroup> All => _groups.Values;

    public ClassicGroup? Find(string groupId) => _groups.GetValueOrDefault(groupId);

    public ClassicGroup GetOrAdd(string groupId)
    {
        if (!_groups.TryGetValue(groupId, out var group))
            _groups.Add(groupId, group = new ClassicGroup(groupId));
        return group;
    }

    /// <summary>Drops a group from memory; its log stays.</summary>
    public void Unload(string groupId) => _groups.Remove(groupId);

    /// <summary>Applies one record of <c>__consumer_offsets</c> as it stands in the log.</summary>
    public void Replay(int partition, in RecordView record)
    {
        var batch = record.Batch;
        if (batch.IsControl)
            Replay(partition, batch);
        else
            Replay(GroupRecordCodec.Decode(record), batch);
    }

    /// <summary>Applies one record of a batch: at once, or with the end of its transaction.</summary>
    public void Replay(GroupRecord record, in BatchHeader batch)
    {
        if (batch.IsTransactional)
            Pending.Replay((OffsetCommitted)record, batch.ProducerId);
        else
            Replay(record);
    }

    /// <summary>Applies the end of a transaction in one partition of <c>__consumer_offsets</c>.</summary>
    public void Replay(int partition, in BatchHeader marker)
    {
        var ended = Pending.End(marker.ProducerId, partition);
        if (marker.Kind != BatchKind.CommitMarker)
            return;
        foreach (var committed in ended)
            GetOrAdd(committed.GroupId).Replay(committed);
    }

    /// <summary>Applies one record that stands outside of transactions.</summary>
    public void Replay(GroupRecord record)
    {
        switch (record)
        {
            case GroupRemoved:
                _groups.Remove(record.GroupId);
                return;
            case OffsetCommitted committed:
                Pending.Overtake(committed);
                break;
        }

        GetOrAdd(record.GroupId).Replay(record);
    }
}
