using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Testing.History;

/// <summary>Says what became of a log, besides its offsets that moved.</summary>
internal static class LogWords
{
    private const int ListedPartitionsMax = 3;

    public static Telling Tell(HistoryEvent happened) => happened switch
    {
        DuplicateDropped again => new Telling(
            "Produce", $"batch came again, it is {Words.Records(again.Partition, again.BaseOffset, again.BaseOffset + again.RecordCount)} already")
        {
            Cause = "retry",
            Partitions = [again.Partition],
        },
        MarkerWritten marker => Tell(marker),
        BrokerChanged changed => Tell(changed),
        LeaderChanged changed => Tell(changed),
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

    private static Telling Tell(MarkerWritten marker)
    {
        var kind = marker.End == TransactionEnd.Commit ? "commit" : "abort";
        var lastStable = marker.LastStableAfter == marker.LastStableBefore
            ? ""
            : $", last stable offset {Words.Move(marker.LastStableBefore, marker.LastStableAfter)}";
        return new Telling("WriteTxnMarkers", $"{kind} marker at {marker.Partition}@{marker.Offset}, log end {Words.Move(marker.Offset, marker.Offset + 1)}{lastStable}")
        {
            Partitions = [marker.Partition],
        };
    }

    private static Telling Tell(BrokerChanged changed) => new("Broker", $"broker {changed.BrokerId} " + changed.Change switch
    {
        BrokerChange.Killed => "is killed",
        BrokerChange.Stopped => "stops",
        BrokerChange.Paused => "hangs",
        BrokerChange.Resumed => "goes on",
        BrokerChange.Started => "starts",
        _ => "is fenced, the cluster goes on without it",
    })
    {
        Partitions = [.. changed.Topics.Select(t => new BrokerPartition(t, Confluent.Kafka.Partition.Any))],
    };

    private static Telling Tell(LeaderChanged changed)
    {
        var led = changed.Partitions.Count <= ListedPartitionsMax
            ? Words.Of(changed.Partitions)
            : $"{changed.Partitions.Count} partitions of {changed.Partitions[0].Topic}";
        var leader = changed.BrokerId is { } id ? $"broker {id}" : "nobody";
        var epochs = changed.LeaderEpochMin == changed.LeaderEpochMax
            ? $"leader epoch {changed.LeaderEpochMax}"
            : $"leader epochs {changed.LeaderEpochMin} to {changed.LeaderEpochMax}";
        return new Telling("Election", $"{leader} leads {led}, {epochs}")
        {
            Partitions = changed.Partitions,
        };
    }
}
