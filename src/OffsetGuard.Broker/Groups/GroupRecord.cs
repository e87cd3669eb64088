using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>A record of <c>__consumer_offsets</c>: what a group knows is what a replay of these records gives.</summary>
internal abstract record GroupRecord(string GroupId);

/// <summary>A committed offset.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Committed">The next offset to read, with the leader epoch of the commit.</param>
/// <param name="Metadata">Free text of the committer.</param>
/// <param name="CommitTimestampMs">When it was committed, milliseconds since the epoch; offsets expire by it.</param>
internal sealed record OffsetCommitted(
    string GroupId, TopicPartition Partition, OffsetAndEpoch Committed, string Metadata, long CommitTimestampMs) : GroupRecord(GroupId);

/// <summary>A committed offset that is no more: deleted, expired, or of a deleted topic.</summary>
internal sealed record OffsetRemoved(string GroupId, TopicPartition Partition, long TimestampMs) : GroupRecord(GroupId);

/// <summary>A generation: who is in it and what each member was given.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Generation">Its number.</param>
/// <param name="ProtocolName">The assignor, or null when nobody is left.</param>
/// <param name="LeaderId">The member that assigned, or null.</param>
/// <param name="TimestampMs">Since when; the offsets of an empty group expire by it.</param>
/// <param name="Members">The members, in order of their ids.</param>
internal sealed record GenerationWritten(
    string GroupId, int Generation, string? ProtocolName, string? LeaderId, long TimestampMs, IReadOnlyList<WrittenMember> Members)
    : GroupRecord(GroupId);

/// <summary>The group is no more.</summary>
internal sealed record GroupRemoved(string GroupId, long TimestampMs) : GroupRecord(GroupId);
