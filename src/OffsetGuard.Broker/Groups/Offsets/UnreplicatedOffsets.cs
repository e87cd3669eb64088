using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Commits that stand in the log and are not on every in-sync replica yet: who asks is told what was committed before them.</summary>
/// <remarks>Apache Kafka: CoordinatorRuntime.scheduleReadOperation (reads at the last committed offset of the log).</remarks>
internal sealed class UnreplicatedOffsets
{
    private readonly List<Commit> _commits = [];

    /// <summary>In the order in which they were made; some may have reached all replicas meanwhile.</summary>
    public IReadOnlyList<Commit> All => _commits;

    /// <summary>A record was appended that the in-sync replicas do not have.</summary>
    /// <param name="groupId">Whose commit it is.</param>
    /// <param name="partition">The partition that was committed.</param>
    /// <param name="before">What was committed before; null for nothing.</param>
    /// <param name="log">The log, as it ends with the record.</param>
    public void Add(string groupId, TopicPartition partition, OffsetCommitted? before, Topics.Partition log) =>
        _commits.Add(new Commit(groupId, partition, before, log, log.Log.LogEndOffset));

    /// <summary>Whether the last commit cannot be shown yet, and what is shown in its place.</summary>
    public bool TryGetShown(string groupId, TopicPartition partition, out OffsetCommitted? shown)
    {
        shown = null;
        if (_commits.Count == 0)
            return false;
        _commits.RemoveAll(c => c.EndOffset <= c.Log.HighWatermark);
        var first = _commits.Find(c => c.GroupId == groupId && c.Partition == partition);
        shown = first?.Before;
        return first is not null;
    }

    /// <summary>The log of these groups is read anew.</summary>
    public void Unload(int offsetsPartition) => _commits.RemoveAll(c => c.Log.Id.Partition == offsetsPartition);

    /// <summary>A commit, what it replaced, and where the log ends with it.</summary>
    public sealed record Commit(string GroupId, TopicPartition Partition, OffsetCommitted? Before, Topics.Partition Log, long EndOffset);
}
