using OffsetGuard.Broker.Log;
using OffsetGuard.Testing.Faults;

namespace OffsetGuard.Testing;

/// <content>What happens to a cluster while clients are away or look elsewhere.</content>
public sealed partial class FakeKafka
{
    /// <summary>
    /// The coordinator of a group reads its log: until <see cref="CoordinatorLoading.End"/> it refuses every request with
    /// <see cref="ErrorCode.GroupLoadInProgress"/>. Groups that share its partition of <c>__consumer_offsets</c> are refused too.
    /// </summary>
    /// <param name="groupId">The group; it need not exist yet.</param>
    /// <returns>The load; ends when it is disposed.</returns>
    public CoordinatorLoading LoadCoordinator(string groupId)
    {
        ArgumentException.ThrowIfNullOrEmpty(groupId);
        return new CoordinatorLoading(_host, groupId);
    }

    /// <summary>
    /// The committed offsets of a group expire now, as they would once <c>offsets.retention.minutes</c> have passed: all of a group without
    /// members, otherwise those of topics that no member reads. Restarted consumers begin where auto.offset.reset says.
    /// </summary>
    /// <param name="groupId">The group.</param>
    /// <returns>This cluster, to chain calls.</returns>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    /// <exception cref="InvalidOperationException">The group has members that read all its topics; Kafka keeps such offsets for ever.</exception>
    public FakeKafka ExpireOffsets(string groupId)
    {
        var before = Group(groupId);   // refuses a group that does not exist
        var group = _host.Cluster.Kafka.Groups.Find(groupId)!;
        var count = group.Offsets.Count;
        _host.Change(now => _host.Cluster.Kafka.OffsetRetention.ExpireEarly(group, now));
        return count == 0 || group.Offsets.Count < count
            ? this
            : throw new InvalidOperationException(
                $"No committed offset of group '{groupId}' can expire: {before.MemberCount} member(s) read its topics, and Kafka keeps the "
                + "offsets of a group as long as it is alive. Close its consumers first, or let their sessions time out with AdvanceTime.");
    }

    /// <summary>
    /// The records of a partition below an offset go, as retention or DeleteRecords takes them. Committed offsets stay, so a consumer that
    /// resumes below the new log start is out of range, and auto.offset.reset decides.
    /// </summary>
    /// <param name="topic">An existing topic with a cleanup.policy that deletes.</param>
    /// <param name="partition">A partition of this topic.</param>
    /// <param name="offset">The first offset that stays: from 0 to the high watermark. The log start never moves back.</param>
    /// <returns>This cluster, to chain calls.</returns>
    /// <exception cref="ArgumentException">There is no such topic.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such partition, or the offset is not in its log.</exception>
    /// <exception cref="InvalidOperationException">The topic is compacted only: nothing deletes its records.</exception>
    public FakeKafka RetainFrom(string topic, int partition, long offset)
    {
        var highWatermark = Topic(topic).HighWatermark(partition).Value;
        if (offset < 0 || offset > highWatermark)
        {
            throw new ArgumentOutOfRangeException(
                nameof(offset), offset, $"The log of {topic}[{partition}] ends at {highWatermark}: name an offset from 0 to {highWatermark}.");
        }

        var reply = Ask<DeleteRecordsReply>(new DeleteRecordsRequest(new BrokerPartition(topic, partition), offset));
        return reply.Error == BrokerError.None
            ? this
            : throw new InvalidOperationException(
                $"Topic '{topic}' has cleanup.policy=compact: nothing deletes its records. Set cleanup.policy to delete or compact,delete.");
    }
}
