using OffsetGuard.Broker.History;

namespace OffsetGuard.Testing.History;

/// <summary>Says which offset moved from where to where.</summary>
internal static class MoveWords
{
    public static Telling Tell(in HistoryEntry entry) => (entry.Mark switch
    {
        OffsetMark.LogEnd => new Telling(
            "Produce", $"appended {Words.Records(entry.Partition, entry.Before, entry.After)}, log end {Words.Move(entry.Before, entry.After)}"),
        OffsetMark.LogStart => new Telling(
            entry.Cause == MoveCause.Retention ? "Retention" : "DeleteRecords", $"log start of {entry.Partition} {Words.Move(entry.Before, entry.After)}"),
        OffsetMark.HighWatermark => new Telling("Replication", $"high watermark of {entry.Partition} {Words.Move(entry.Before, entry.After)}"),
        OffsetMark.Prefetched => new Telling(
            "Fetch", $"read ahead {Words.Records(entry.Partition, entry.Before, entry.After)}, high watermark {entry.Beside}"),
        OffsetMark.Position => Delivery(entry),
        OffsetMark.Stored => new Telling("StoreOffset", $"stored {entry.Partition} {Words.Move(entry.Before, entry.After)}"),
        OffsetMark.Committed => new Telling(
            "OffsetCommit", $"committed {entry.Partition} {Words.Move(entry.Before, entry.After)}{(entry.After < entry.Before ? ", which is back" : "")}"),
        _ => throw new Broker.InvariantException($"The history has no words for a move of {entry.Mark}."),
    }) with
    {
        Cause = CauseOf(entry),
        Group = entry.GroupId,
        Partitions = [entry.Partition],
    };

    /// <summary>The position moves with the delivery, and so does the stored offset: before the application has seen the record.</summary>
    private static Telling Delivery(in HistoryEntry entry)
    {
        var records = Words.Records(entry.Partition, entry.Before, entry.After);
        return new Telling("Consume", entry.Beside == entry.After
            ? $"delivered {records}, position and stored {entry.After}"
            : $"delivered {records}, position {entry.After}, stored {Words.Of(entry.Beside)}");
    }

    private static string? CauseOf(in HistoryEntry entry) => entry.Cause switch
    {
        MoveCause.Application => entry.Mark == OffsetMark.Committed ? "Commit" : "DeleteRecords",
        MoveCause.Timer => "auto-commit timer",
        MoveCause.Release => "auto-commit: partitions go",
        MoveCause.Close => "auto-commit: Close",
        MoveCause.Transaction => "transaction committed",
        MoveCause.Retention => "retention",
        _ => entry.Mark == OffsetMark.Position && entry.Beside == entry.After ? "stored before it is processed" : null,
    };
}
