using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>By which protocol a group assigns its partitions.</summary>
internal enum GroupKind
{
    /// <summary>JoinGroup and SyncGroup: a member assigns.</summary>
    Classic,

    /// <summary>ConsumerGroupHeartbeat (KIP-848): the broker assigns.</summary>
    Consumer,
}

/// <summary>A group of any kind, as those see it who commit its offsets, operate it, or keep its log.</summary>
/// <param name="id">group.id.</param>
/// <param name="offsets">What it has committed; the offsets outlive a change of the group's kind.</param>
/// <remarks>Apache Kafka: Group.java.</remarks>
internal abstract class Group(string id, CommittedOffsets offsets)
{
    public string Id { get; } = id;

    public CommittedOffsets Offsets { get; } = offsets;

    public abstract GroupKind Kind { get; }

    public abstract GroupState State { get; }

    /// <summary>Grows by one each time the group assigns anew; 0 before the first time.</summary>
    public abstract int Generation { get; }

    public abstract int MemberCount { get; }

    /// <summary>"consumer" once the group had a member, empty for one that only stores offsets.</summary>
    public abstract string ProtocolType { get; }

    /// <summary>The partitions that members own now; a classic group knows topics by their names, so their id is 0.</summary>
    public abstract IEnumerable<TopicIdPartition> Owned { get; }

    /// <summary>The records that remove the group from its log, but for its offsets.</summary>
    public abstract IEnumerable<GroupRecord> Removal(long nowMs);

    /// <summary>Why a commit is refused, or <see cref="ErrorCode.None"/>. Ownership and the offset itself are never checked.</summary>
    public abstract ErrorCode CommitRefusal(MemberStamp stamp);

    /// <summary>Why a commit in a transaction is refused, or <see cref="ErrorCode.None"/>.</summary>
    public abstract ErrorCode TransactionalCommitRefusal(MemberStamp stamp);

    /// <summary>Whether a member that is here reads the topic, or may read it while the group is on the move.</summary>
    public abstract bool IsSubscribedTo(string topic);

    /// <summary>Whether nobody needs a committed offset any more when those before <paramref name="limitMs"/> are too old.</summary>
    public abstract bool IsExpired(OffsetCommitted offset, long limitMs);

    public abstract GroupDescription Describe();

    /// <summary>The only place that writes what outlives the coordinator, but for the offsets.</summary>
    public abstract void Replay(GroupRecord record);
}
