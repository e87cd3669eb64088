using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Transactions;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.History;

/// <summary>Records were appended.</summary>
internal sealed record RecordsAppended(TimeSpan At, IncarnationName? Who, TopicPartition Partition, long BaseOffset, int Count) : WorldEvent(At, Who)
{
    /// <summary>The client that sent them; the same one may be used by nobody else.</summary>
    public int ClientId { get; init; }

    /// <summary>The producer id whose open transaction they are part of; null outside of transactions.</summary>
    public long? TransactionOf { get; init; }

    /// <summary>What was appended, by reference.</summary>
    public IReadOnlyList<NewRecord> Records { get; init; } = [];
}

/// <summary>The end of a transaction was written into one of its partitions: a marker, which takes an offset and is no record.</summary>
internal sealed record TransactionMarked(
    TimeSpan At, IncarnationName? Who, TopicPartition Partition, long Offset, long ProducerId, TransactionEnd End) : WorldEvent(At, Who);

/// <summary>Records below an offset are gone: deleted, or by retention.</summary>
internal sealed record RecordsDeleted(TimeSpan At, IncarnationName? Who, TopicPartition Partition, long LogStartOffset) : WorldEvent(At, Who);

/// <summary>A replica leads that never had the records from an offset on: the cluster has lost them.</summary>
internal sealed record RecordsTruncated(TimeSpan At, TopicPartition Partition, long EndOffset) : WorldEvent(At, null);

/// <summary>Compaction took records away that later ones of the same keys had replaced.</summary>
internal sealed record RecordsCompacted(TimeSpan At, TopicPartition Partition, IReadOnlyList<long> Offsets) : WorldEvent(At, null);
