using System.Globalization;
using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>The steps that matter to one record, one column per incarnation and one for the committed offset between them.</summary>
internal sealed class LaneTable(Run run, Violation violation)
{
    private const int LinesMax = 12;
    private const int TimeWidth = 10;

    private readonly List<IncarnationName> _lanes = LanesOf(run);
    private readonly HashSet<IncarnationName> _resumed = [];
    private readonly List<Row> _rows = [];
    private long? _committed;
    private bool _isMarked;

    private sealed record Row(string Time, IReadOnlyList<string> Lanes, string Committed);

    public IEnumerable<string> Lines()
    {
        _rows.Add(new Row("t", [.. _lanes.Select(l => l.ToString())], $"{violation.Partition} committed"));
        foreach (var happened in run.History.Events.Where(Matters))
            Add(happened);

        var widths = Enumerable.Range(0, _lanes.Count).Select(i => _rows.Max(r => r.Lanes[i].Length) + 3).ToList();
        var committedWidth = _rows.Max(r => r.Committed.Length) + 3;
        var cut = Math.Max(0, _rows.Count - 1 - LinesMax);
        for (var i = 0; i < _rows.Count; i++)
        {
            if (i <= LinesMax / 2 || i > (LinesMax / 2) + cut)
                yield return Line(_rows[i], widths, committedWidth);
            else if (i == (LinesMax / 2) + 1)
                yield return $" ... {cut} more steps";
        }

        yield return $" {"end",-TimeWidth}{EndText()}";
    }

    private static string Line(Row row, List<int> widths, int committedWidth)
    {
        var line = $" {row.Time,-TimeWidth}{row.Lanes[0].PadRight(widths[0])}{row.Committed.PadRight(committedWidth)}";
        return row.Lanes.Count > 1 ? line + row.Lanes[1] : line;
    }

    /// <summary>At most two: the incarnation that broke the promise, and the last one.</summary>
    private static List<IncarnationName> LanesOf(Run run)
    {
        var all = run.World.Scheduler.Incarnations.Select(i => i.Name).ToList();
        return all.Count <= 2 ? all : [all[0], all[^1]];
    }

    private bool Matters(WorldEvent happened) => happened.Who is { } who && _lanes.Contains(who) && happened switch
    {
        ProcessKilled or ProcessStalled or ProcessFailed => true,
        ProcessStarted => who.Number > 1,
        RecordDelivered delivered => IsTheRecord(delivered.Partition, delivered.Offset) || IsFirstAfterRestart(delivered),
        RecordProcessed processed => IsTheRecord(processed.Partition, processed.Offset),
        OffsetsCommitted committed => committed.Group == violation.Group && committed.Partition == violation.Partition
            && committed.NextOffset >= violation.Offset && committed.NextOffset <= violation.Offset + 2,
        _ => false,
    };

    private bool IsTheRecord(Broker.Protocol.TopicPartition partition, long offset) =>
        partition == violation.Partition && offset == violation.Offset;

    private bool IsFirstAfterRestart(RecordDelivered delivered) =>
        delivered.Partition == violation.Partition && delivered.Who is { Number: > 1 } who && _resumed.Add(who);

    private void Add(WorldEvent happened)
    {
        var mark = "";
        if (happened is OffsetsCommitted committed)
        {
            _committed = committed.NextOffset;
            if (!_isMarked && committed.NextOffset > violation.Offset && !WasProcessedBefore(happened))
            {
                mark = "  ◄ ahead of processed";
                _isMarked = true;
            }
        }

        var lanes = _lanes.Select(name => name == happened.Who ? TextOf(happened) : "").ToList();
        _rows.Add(new Row(Time(happened.At), lanes, (_committed?.ToString(CultureInfo.InvariantCulture) ?? "-") + mark));
    }

    private bool WasProcessedBefore(WorldEvent happened) => run.History.Events.TakeWhile(e => e != happened).OfType<RecordProcessed>()
        .Any(p => IsTheRecord(p.Partition, p.Offset));

    private static string TextOf(WorldEvent happened) => happened switch
    {
        ProcessStarted => "starts again",
        ProcessKilled killed => $"✖ killed {killed.Where}",
        ProcessStalled stalled => $"stands still for {Time(stalled.Duration)}",
        ProcessFailed failed => $"✖ threw {failed.Failure.GetType().Name}",
        RecordDelivered delivered => $"Consume → @{delivered.Offset}",
        RecordProcessed processed => $"processed @{processed.Offset}",
        OffsetsCommitted { Cause: Broker.Groups.CommitCause.Application } commit => $"Commit({commit.NextOffset})",
        OffsetsCommitted commit => $"commits {commit.NextOffset} by itself",
        _ => "",
    };

    private string EndText() => violation.Property switch
    {
        Property.NoLoss => $"@{violation.Offset} never processed by anyone; the group is past it, so nobody will notice",
        Property.Progress => $"@{violation.Offset} not processed, and nothing moves any more",
        Property.GratuitousDuplicates => $"@{violation.Offset} processed more than once",
        Property.CommitAhead => $"a crash between the commit and the processing loses @{violation.Offset}",
        _ => $"a restart does not begin at {violation.Offset + 1}",
    };

    private static string Time(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
