using System.Globalization;
using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>The steps that matter to one record, one column per incarnation and one for the committed offset between them.</summary>
internal sealed class LaneTable(Story story, Violation violation)
{
    private const int StepsMax = 11;
    private const int TimeWidth = 10;
    private const int Gap = 3;

    private readonly List<Row> _rows = [];
    private string _committed = "-";

    private sealed record Row(string Time, string Committed, IReadOnlyList<string> Lanes);

    public IEnumerable<string> Lines()
    {
        _rows.Add(new Row("t", $"{violation.Partition} committed", [.. story.Lanes.Select(l => l.ToString())]));
        foreach (var happened in story.Events)
            Add(happened);

        var widths = story.Lanes.Select((_, i) => _rows.Max(r => r.Lanes[i].Length) + Gap).ToList();
        var committedWidth = _rows.Max(r => r.Committed.Length) + Gap;
        return Shortened().Select(row => row is null ? " ..." : Line(row, widths, committedWidth)).Append($" {"end",-TimeWidth}{EndingOf(violation)}");
    }

    private static string Line(Row row, List<int> widths, int committedWidth)
    {
        var line = $" {row.Time,-TimeWidth}{row.Lanes[0].PadRight(widths[0])}{row.Committed.PadRight(committedWidth)}";
        return row.Lanes.Count > 1 ? line + row.Lanes[1] : line;
    }

    /// <summary>The head, and when there are too many steps, the first and the last of them with null between.</summary>
    private List<Row?> Shortened()
    {
        if (_rows.Count - 1 <= StepsMax)
            return [.. _rows];
        const int first = StepsMax / 2;
        return [.. _rows.Take(1 + first), null, .. _rows.TakeLast(StepsMax - 1 - first)];
    }

    private void Add(WorldEvent happened)
    {
        var isShown = story.Matters(happened);
        if (happened is OffsetsCommitted committed && committed.Group == violation.Group && committed.Partition == violation.Partition)
            _committed = committed.NextOffset.ToString(CultureInfo.InvariantCulture);
        if (!isShown)
            return;
        var mark = story.FaultOf(happened) is { } fault ? $"  ◄ {fault}" : "";
        _rows.Add(new Row(Time(happened.At), _committed + mark, [.. story.Lanes.Select(l => l == happened.Who ? TextOf(happened) : "")]));
    }

    /// <summary>An event in a few words, without saying whose it is; empty for those that need none here.</summary>
    public static string TextOf(WorldEvent happened) => happened switch
    {
        ProcessStarted => "starts",
        ProcessKilled killed => $"✖ killed {killed.Where}",
        ProcessStalled stalled => $"stands still for {Time(stalled.Duration)}",
        ProcessFrozen frozen => $"freezes for {Time(frozen.Duration)}",
        ProcessThawed => "goes on",
        FaultStruck struck => $"✖ {struck.Words}",
        ProcessFailed failed => $"✖ threw {failed.Failure.GetType().Name}",
        ProcessStopped => "ends",
        EffectDiscarded discarded => $"aborted @{discarded.Offset}",
        PartitionAssigned assigned => $"is given {assigned.Partition}",
        PartitionReleased released => $"has given up {released.Partition}",
        PositionSet set => $"goes on at {set.Offset} ({WordsOf(set.Why)})",
        CallThrew threw => $"{threw.Operation} threw {threw.Error}",
        CommitRefused refused => $"✖ Commit({refused.NextOffset})",
        ReadingStarted reading => $"reads from {reading.Offset}",
        RecordDelivered delivered => $"Consume → @{delivered.Offset}",
        RecordProcessed processed => $"processed @{processed.Offset}",
        EffectWritten written => $"{written.Store} ← @{written.Offset}",
        OffsetsCommitted { Cause: MoveCause.Application } commit => $"Commit({commit.NextOffset})",
        OffsetsCommitted commit => $"commits {commit.NextOffset} by itself",
        RecordsAppended { Count: 1 } appended => $"appended @{appended.BaseOffset}",
        RecordsAppended appended => $"appended @{appended.BaseOffset} to @{appended.BaseOffset + appended.Count - 1}",
        _ => "",
    };

    private static string WordsOf(ReadingStart why) => why switch
    {
        ReadingStart.Assigned => "assigned",
        ReadingStart.Committed => "committed",
        ReadingStart.Sought => "sought",
        ReadingStart.Truncated => "truncated",
        ReadingStart.ResetUnknown => "reset",
        ReadingStart.ResetOutOfRange => "out of range",
        _ => why.ToString(),
    };

    /// <summary>How a run ends that broke this promise.</summary>
    public static string EndingOf(Violation violation) => violation.Promise switch
    {
        Promise.AtLeastOnce => $"@{violation.Offset} never processed by anyone; the group is past it, so nobody will notice",
        Promise.Progress when violation.NeverRests => "and so on without end",
        Promise.Progress => $"@{violation.Offset} not processed, and nothing moves any more",
        Promise.GratuitousDuplicates or Promise.ExactlyOnce or Promise.AtMostOnce => $"@{violation.Offset} processed more than once",
        Promise.NoCommitAhead => $"a crash between the commit and the processing loses @{violation.Offset}",
        Promise.FinalCommitExact => $"a restart does not begin at {violation.Offset + 1}",
        _ => violation.Id,
    };

    /// <summary>Virtual time since the world began.</summary>
    public static string Time(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
