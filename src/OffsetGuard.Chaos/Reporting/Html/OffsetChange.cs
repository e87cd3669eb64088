using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Chaos.Reporting.Html;

/// <summary>The offsets of one partition that a step moved; what is null stayed where it was.</summary>
internal sealed record OffsetChange(int Partition)
{
    public long? LogStart { get; init; }

    public long? LastStable { get; init; }

    public long? HighWatermark { get; init; }

    public long? LogEnd { get; init; }

    /// <summary>All committed offsets of the partition, when one of them moved.</summary>
    public IReadOnlyList<CommittedOffset>? Committed { get; init; }

    /// <summary>All live consumers of the partition, when one of them came, went or moved.</summary>
    public IReadOnlyList<ReaderOffsets>? Readers { get; init; }

    /// <summary>The way from one state to the next; from nothing at first.</summary>
    public static OffsetChange Between(PartitionState? before, PartitionState after, int partition) => new(partition)
    {
        LogStart = Moved(before?.LogStart, after.LogStart),
        LastStable = Moved(before?.LastStable, after.LastStable),
        HighWatermark = Moved(before?.HighWatermark, after.HighWatermark),
        LogEnd = Moved(before?.LogEnd, after.LogEnd),
        Committed = before is not null && before.Committed.SequenceEqual(after.Committed) ? null : after.Committed,
        Readers = before is not null && before.Readers.SequenceEqual(after.Readers) ? null : after.Readers,
    };

    private static long? Moved(long? before, long after) => before == after ? null : after;
}

/// <summary>Where a group would resume.</summary>
/// <param name="Group">Its id.</param>
/// <param name="NextOffset">The next offset to read.</param>
internal sealed record CommittedOffset(string Group, long NextOffset);

/// <summary>How far a live consumer is.</summary>
/// <param name="Lane">Whose it is.</param>
/// <param name="Group">The group it reads for.</param>
/// <param name="Position">The next offset it hands over; null before the first.</param>
/// <param name="Stored">The next offset it may commit; null when nothing is stored.</param>
internal sealed record ReaderOffsets(string Lane, string Group, long? Position, long? Stored);

/// <summary>All offsets of one partition at one moment.</summary>
internal sealed record PartitionState(TopicPartition Partition)
{
    public required long LogStart { get; init; }

    public required long LastStable { get; init; }

    public required long HighWatermark { get; init; }

    public required long LogEnd { get; init; }

    public required IReadOnlyList<CommittedOffset> Committed { get; init; }

    public required IReadOnlyList<ReaderOffsets> Readers { get; init; }

    /// <summary>Nothing was ever written or committed here, so there is nothing to look at.</summary>
    public bool IsBlank => LogEnd == 0 && Committed.Count == 0;

    /// <summary>Compared by contents: lists compare by reference.</summary>
    public bool IsLike(PartitionState? other) => other is not null && OffsetChange.Between(other, this, 0) == new OffsetChange(0);
}
