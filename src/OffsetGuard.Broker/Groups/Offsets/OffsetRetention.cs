using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Time;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Removes committed offsets that nobody needs any more: expired ones, and those of deleted topics.</summary>
/// <remarks>Apache Kafka: OffsetMetadataManager.cleanupExpiredOffsets and onPartitionsDeleted.</remarks>
internal sealed class OffsetRetention(GroupTable groups, GroupLog log, DeadlineTable<Deadline> deadlines, ClusterOptions options)
{
    private bool _isScheduled;

    /// <summary>An offset was committed: nothing can expire before its retention is over.</summary>
    public void Schedule(DateTimeOffset now)
    {
        if (_isScheduled)
            return;
        _isScheduled = true;
        deadlines.Set(Deadline.OfOffsetRetention, now + options.OffsetsRetention);
    }

    public void Expire(DateTimeOffset now)
    {
        foreach (var group in groups.All.ToList())
            Expire(group, (now - options.OffsetsRetention).ToUnixTimeMilliseconds(), now);
        _isScheduled = groups.All.Any(g => g.Offsets.Count > 0);
        if (_isScheduled)
            deadlines.Set(Deadline.OfOffsetRetention, now + options.OffsetsRetentionCheckInterval);
    }

    /// <summary>What the retention will remove some day goes now, however young it is.</summary>
    public void ExpireEarly(Group group, DateTimeOffset now) => Expire(group, long.MaxValue, now);

    /// <summary>The partitions are no more, and neither are their offsets in any group.</summary>
    public void Forget(IReadOnlyCollection<TopicPartition> deleted, DateTimeOffset now)
    {
        foreach (var group in groups.All.ToList())
            Remove(group, [.. deleted.Where(group.Offsets.Contains)], now);
    }

    private void Expire(Group group, long limitMs, DateTimeOffset now)
    {
        Remove(group, [.. group.Offsets.Records.Where(o => group.IsExpired(o, limitMs) && !IsPending(o)).Select(o => o.Partition)], now);
        if (group.State == GroupState.Empty && group.Offsets.Count == 0)
            log.Append(group.Removal(now.ToUnixTimeMilliseconds()));
    }

    /// <summary>A transaction that has not ended holds the offset it would replace.</summary>
    private bool IsPending(OffsetCommitted offset) =>
        groups.Pending.IsUnstable(new OffsetFetchRequest(offset.GroupId, [offset.Partition], IsolationLevel.ReadCommitted));

    private void Remove(Group group, List<TopicPartition> partitions, DateTimeOffset now)
    {
        foreach (var partition in partitions)
            log.Append(new OffsetRemoved(group.Id, partition, now.ToUnixTimeMilliseconds()));
    }
}
