using OffsetGuard.Broker.Groups.Offsets;
using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.History;

/// <summary>The broker did not take a commit.</summary>
internal sealed record CommitRefused(
    TimeSpan At, IncarnationName? Who, int ClientId, string Group, TopicPartition Partition, long NextOffset, ErrorCode Error) : WorldEvent(At, Who)
{
    /// <summary>Why the client asked.</summary>
    public CommitCause Cause { get; init; }
}

/// <summary>A group knows no committed offset of a partition any more: it was deleted, or has expired.</summary>
internal sealed record OffsetsForgotten(TimeSpan At, IncarnationName? Who, string Group, TopicPartition Partition) : WorldEvent(At, Who);

/// <summary>Everybody in a group has to join again.</summary>
internal sealed record RebalanceStarted(TimeSpan At, string Group) : WorldEvent(At, null);

/// <summary>A member is new in a group, or joins again.</summary>
internal sealed record MemberCame(TimeSpan At, IncarnationName? Who, string Group, string MemberId) : WorldEvent(At, Who);

/// <summary>A member is no longer in a group.</summary>
internal sealed record MemberGone(TimeSpan At, IncarnationName? Who, string Group, string MemberId, MemberExit Why) : WorldEvent(At, Who);
