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
