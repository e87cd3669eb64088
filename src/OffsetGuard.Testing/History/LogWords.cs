using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Testing.History;

/// <summary>Says what became of a log, besides its offsets that moved.</summary>
internal static class LogWords
{
    public static Telling Tell(HistoryEvent happened) => happened switch
    {
        DuplicateDropped again => new Telling(
            "Produce", $"batch came again, it is {Words.Records(again.Partition, again.BaseOffset, again.BaseOffset + again.RecordCount)} already")
        {
            Cause = "retry",
            Partitions = [again.Partition],
        },
        MarkerWritten marker => new Telling(
            "WriteTxnMarkers", $"{(marker.End == TransactionEnd.Commit ? "commit" : "abort")} marker at {marker.Partition}@{marker.Offset}")
        {
            Partitions = [marker.Partition],
        },
        LeaderChanged changed => new Telling(
            "Election", changed.BrokerId is { } leader ? $"broker {leader} leads {changed.Partition}, leader epoch {changed.LeaderEpoch}" : $"nobody leads {changed.Partition}")
        {
            Partitions = [changed.Partition],
        },
        ReplicaTruncated { Truncation: var cut } truncated => new Telling(
            "Replication", $"broker {cut.BrokerId} throws away {Words.Records(truncated.Partition, cut.FromOffset, cut.EndOffset)}")
        {
            Cause = "its leader never had it",
            Partitions = [truncated.Partition],
        },
        LogCleaned cleaned => new Telling("Compaction", $"{cleaned.RemovedCount} records of {cleaned.Partition} gone")
        {
            Cause = "newer records of their keys",
            Partitions = [cleaned.Partition],
        },
        _ => throw new Broker.InvariantException($"The history has no words for {happened.GetType().Name}."),
    };
}
