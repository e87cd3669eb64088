using System.Collections.Immutable;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>A record of a group of the consumer protocol. A value of null removes what the key names, as in the log.</summary>
internal abstract record ConsumerGroupRecord(string GroupId, long TimestampMs) : GroupRecord(GroupId)
{
    public abstract bool IsRemoval { get; }
}

/// <summary>The group begins an epoch: its members or its topics have changed. Null: the group is no more.</summary>
internal sealed record GroupEpochWritten(string GroupId, long TimestampMs, GroupEpoch? Epoch) : ConsumerGroupRecord(GroupId, TimestampMs)
{
    public override bool IsRemoval => Epoch is null;
}

/// <summary>An epoch of a group.</summary>
/// <param name="Number">Its number.</param>
/// <param name="TopicsHash">Of the subscribed topics as they were: when they change, another epoch begins.</param>
internal sealed record GroupEpoch(int Number, long TopicsHash);

/// <summary>A member has come, has changed its mind, or is gone.</summary>
internal sealed record MemberWritten(string GroupId, long TimestampMs, string MemberId, MemberMetadata? Metadata)
    : ConsumerGroupRecord(GroupId, TimestampMs)
{
    public override bool IsRemoval => Metadata is null;
}

/// <summary>The target of all members is that of this epoch.</summary>
internal sealed record TargetEpochWritten(string GroupId, long TimestampMs, int? Epoch) : ConsumerGroupRecord(GroupId, TimestampMs)
{
    public override bool IsRemoval => Epoch is null;
}

/// <summary>What a member is going to own.</summary>
internal sealed record TargetWritten(string GroupId, long TimestampMs, string MemberId, ImmutableSortedSet<TopicIdPartition>? Partitions)
    : ConsumerGroupRecord(GroupId, TimestampMs)
{
    public override bool IsRemoval => Partitions is null;
}

/// <summary>What a member owns now.</summary>
internal sealed record CurrentWritten(string GroupId, long TimestampMs, string MemberId, CurrentAssignment? Assignment)
    : ConsumerGroupRecord(GroupId, TimestampMs)
{
    public override bool IsRemoval => Assignment is null;
}

/// <summary>Which topics a pattern stands for.</summary>
internal sealed record PatternWritten(string GroupId, long TimestampMs, string Pattern, ResolvedPattern? Resolved)
    : ConsumerGroupRecord(GroupId, TimestampMs)
{
    public override bool IsRemoval => Resolved is null;
}

/// <summary>The topics that a pattern stood for when it was last looked at.</summary>
/// <param name="Topics">Their names, in ordinal order.</param>
/// <param name="LastTopicId">The youngest topic of that moment; younger ones have yet to be looked at.</param>
/// <param name="TimestampMs">When that was.</param>
internal sealed record ResolvedPattern(IReadOnlyList<string> Topics, long LastTopicId, long TimestampMs);
