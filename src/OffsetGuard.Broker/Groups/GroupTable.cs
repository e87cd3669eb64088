namespace OffsetGuard.Broker.Groups;

/// <summary>All groups, in ordinal order of their ids, and the replay of their log.</summary>
internal sealed class GroupTable
{
    private readonly SortedDictionary<string, ClassicGroup> _groups = new(StringComparer.Ordinal);

    public IReadOnlyCollection<ClassicGroup> All => _groups.Values;

    public ClassicGroup? Find(string groupId) => _groups.GetValueOrDefault(groupId);

    public ClassicGroup GetOrAdd(string groupId)
    {
        if (!_groups.TryGetValue(groupId, out var group))
            _groups.Add(groupId, group = new ClassicGroup(groupId));
        return group;
    }

    /// <summary>Applies one record of <c>__consumer_offsets</c>.</summary>
    public void Replay(GroupRecord record)
    {
        switch (record)
        {
            case OffsetCommitted committed:
                GetOrAdd(committed.GroupId).Replay(committed);
                break;
            default:
                throw new InvariantException($"There is no replay for the group record {record.GetType().Name}.");
        }
    }
}
