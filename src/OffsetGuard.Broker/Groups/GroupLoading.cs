namespace OffsetGuard.Broker.Groups;

/// <summary>Which coordinators are reading their log and cannot serve their groups yet.</summary>
/// <remarks>Apache Kafka: CoordinatorRuntime (LOADING). What a coordinator knew and had not written is gone when it loads.</remarks>
internal sealed class GroupLoading(GroupTable groups, GroupLog log, GroupCoordinators coordinators)
{
    private readonly SortedDictionary<int, int> _partitions = [];   // how many loads of each are under way

    /// <summary>The partitions of <c>__consumer_offsets</c> that are being read, in order.</summary>
    public IReadOnlyCollection<int> Partitions => _partitions.Keys;

    public bool IsLoadingAny => _partitions.Count > 0;

    public bool IsLoading(string groupId) => IsLoadingAny && _partitions.ContainsKey(OffsetsTopic.PartitionIndexOf(groupId));

    /// <summary>The coordinator of this group, and of those that share its partition, starts to load.</summary>
    public void Begin(string groupId)
    {
        var partition = OffsetsTopic.PartitionIndexOf(groupId);
        _partitions[partition] = _partitions.GetValueOrDefault(partition) + 1;
        Unload(partition);
    }

    /// <summary>It has read its log: groups are back as they were written, and every member has a whole session to be heard of.</summary>
    public void End(string groupId, DateTimeOffset now)
    {
        var partition = OffsetsTopic.PartitionIndexOf(groupId);
        if (--_partitions[partition] > 0)
            return;   // another load has begun meanwhile
        _partitions.Remove(partition);
        Load(partition, now);
    }

    /// <summary>Another broker coordinates the groups of this partition, and has read its log.</summary>
    public void Reload(int partition, DateTimeOffset now)
    {
        Unload(partition);
        Load(partition, now);
    }

    private void Unload(int partition)
    {
        groups.Pending.Unload(partition);
        groups.Unreplicated.Unload(partition);
        foreach (var group in groups.All.Where(g => OffsetsTopic.PartitionIndexOf(g.Id) == partition).ToList())
        {
            coordinators.Of(group).Abandon(group);
            groups.Unload(group.Id);
        }
    }

    private void Load(int partition, DateTimeOffset now)
    {
        log.Replay(partition);
        foreach (var group in groups.All.Where(g => OffsetsTopic.PartitionIndexOf(g.Id) == partition))
            coordinators.Of(group).Resume(group, now);
    }
}
