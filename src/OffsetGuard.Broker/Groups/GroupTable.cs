using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Log;

namespace OffsetGuard.Broker.Groups;

/// <summary>All groups, in ordinal order of their ids, and the replay of their log.</summary>
internal sealed class GroupTable
{
    private readonly SortedDictionary<string, Group> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CommittedOffsets> _offsets = new(StringComparer.Ordinal);

    /// <summary>Offsets of transactions that have not ended.</summary>
    public PendingOffsets Pending { get; } = new();

    /// <summary>Commits that the replicas of the log do not have yet.</summary>
    public UnreplicatedOffsets Unreplicated { get; } = new();

    public IReadOnlyCollection<Group> All => _groups.Values;

    public Group? Find(string groupId) => _groups.GetValueOrDefault(groupId);

    /// <summary>The group of this id, which is a classic one; it comes into being when there is none.</summary>
    public ClassicGroup GetOrAddClassic(string groupId) => Find(groupId) as ClassicGroup ?? Add(new ClassicGroup(groupId, OffsetsOf(groupId)));

    /// <summary>The group of this id, which is one of the consumer protocol; it comes into being when there is none.</summary>
    public ConsumerGroup GetOrAddConsumer(string groupId) => Find(groupId) as ConsumerGroup ?? Add(new ConsumerGroup(groupId, OffsetsOf(groupId)));

    /// <summary>Drops a group from memory; its log stays.</summary>
    public void Unload(string groupId)
    {
        _groups.Remove(groupId);
        _offsets.Remove(groupId);
    }

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
    /// <returns>The offsets that count from now on, with those that they replace.</returns>
    public IReadOnlyList<(OffsetCommitted Committed, OffsetCommitted? Before)> Replay(int partition, in BatchHeader marker)
    {
        var ended = Pending.End(marker.ProducerId, partition);
        if (marker.Kind != BatchKind.CommitMarker)
            return [];
        var replaced = new List<(OffsetCommitted Committed, OffsetCommitted? Before)>(ended.Count);
        foreach (var committed in ended)
        {
            replaced.Add((committed, Find(committed.GroupId)?.Offsets.Find(committed.Partition)));
            Keep(committed);
        }

        return replaced;
    }

    /// <summary>Applies one record that stands outside of transactions.</summary>
    public void Replay(GroupRecord record)
    {
        switch (record)
        {
            case OffsetCommitted committed:
                Pending.Overtake(committed);
                Keep(committed);
                break;
            case OffsetRemoved removed:
                OffsetsOf(record.GroupId).Replay(removed);
                break;
            case GroupRemoved or GroupEpochWritten { IsRemoval: true }:
                Remove(record.GroupId);
                break;
            case ConsumerGroupRecord { IsRemoval: true }:
                (Find(record.GroupId) as ConsumerGroup)?.Replay(record);
                break;
            case ConsumerGroupRecord:
                GetOrAddConsumer(record.GroupId).Replay(record);
                break;
            default:
                GetOrAddClassic(record.GroupId).Replay(record);
                break;
        }
    }

    /// <summary>Who commits without being a member makes a group that only stores offsets.</summary>
    private void Keep(OffsetCommitted committed) => (Find(committed.GroupId) ?? GetOrAddClassic(committed.GroupId)).Offsets.Replay(committed);

    /// <summary>What is left of a group that changes its kind is one that only stores offsets, until the other one begins.</summary>
    private void Remove(string groupId)
    {
        _groups.Remove(groupId);
        if (OffsetsOf(groupId).Count > 0)
            GetOrAddClassic(groupId);
    }

    private TGroup Add<TGroup>(TGroup group)
        where TGroup : Group
    {
        _groups[group.Id] = group;
        return group;
    }

    private CommittedOffsets OffsetsOf(string groupId)
    {
        if (!_offsets.TryGetValue(groupId, out var offsets))
            _offsets.Add(groupId, offsets = new CommittedOffsets());
        return offsets;
    }
}
