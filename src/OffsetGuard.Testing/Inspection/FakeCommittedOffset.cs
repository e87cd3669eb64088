using OffsetGuard.Broker.Groups;

namespace OffsetGuard.Testing.Inspection;

/// <summary>A committed offset of a group.</summary>
public sealed record FakeCommittedOffset
{
    internal FakeCommittedOffset(OffsetCommitted record)
    {
        Topic = record.Partition.Topic;
        Partition = record.Partition.Partition;
        Offset = record.Committed.NextOffset;
        LeaderEpoch = record.Committed.LeaderEpoch < 0 ? null : record.Committed.LeaderEpoch;
        Metadata = record.Metadata;
        CommittedAt = DateTimeOffset.FromUnixTimeMilliseconds(record.CommitTimestampMs);
    }

    /// <summary>The topic.</summary>
    public string Topic { get; }

    /// <summary>The partition.</summary>
    public int Partition { get; }

    /// <summary>The next offset to read: where a restarted consumer resumes.</summary>
    public Offset Offset { get; }

    /// <summary>The leader epoch of the record before it; null when the client did not say it.</summary>
    public int? LeaderEpoch { get; }

    /// <summary>Free text of the committer; empty by default.</summary>
    public string Metadata { get; }

    /// <summary>When it was committed, in virtual time; offsets expire by it.</summary>
    public DateTimeOffset CommittedAt { get; }

    /// <summary>The transactional producer whose transaction has yet to end for the offset to count; null when it counts.</summary>
    public long? PendingOfProducer { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Topic}[{Partition}]={Offset.Value}{(PendingOfProducer is { } producer ? $" once producer {producer} commits" : "")}";
}
