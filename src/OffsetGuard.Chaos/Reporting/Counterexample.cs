using System.Globalization;
using System.Text;
using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>A broken promise as text that reads in ten seconds: headline, one reason, the steps that matter, how to see it again.</summary>
/// <remarks>It tells of one schedule alone, so that a replay prints the same text.</remarks>
internal sealed class Counterexample(Run run, Violation violation)
{
    public Story Story { get; } = new(run, violation);

    public Violation Violation => violation;

    private long? Committed => run.World.Ledger.Of(violation.Group, violation.Partition).Committed;

    public Account Account(string replay) => new(
        PropertyNames.HeadlineOf(violation, RecordName(), Committed),
        FaultCount(),
        Why(),
        LaneTable.EndingOf(violation),
        replay,
        ReplayCode.InWords(run.Plan) is { Length: > 0 } words ? words : null);

    public string Write(Account account)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{account.Headline}     {account.Faults}\n");
        if (account.Why is { } why)
            text.Append(CultureInfo.InvariantCulture, $"why: {why}\n");
        text.Append('\n');
        foreach (var line in new LaneTable(Story, violation).Lines())
            text.Append(line.TrimEnd()).Append('\n');
        text.Append('\n').Append("replay: ").Append(account.Replay);
        if (account.ReplayInWords is { } words)
            text.Append("   or   ").Append(words);
        return text.Append('\n').ToString();
    }

    private string FaultCount()
    {
        var noun = run.Schedule.All(f => f.Kind == FaultKind.Kill) ? "kill" : "fault";
        return run.Schedule.Count switch
        {
            0 => "no fault",
            1 => $"1 {noun}",
            var count => $"{count} {noun}s",
        };
    }

    /// <summary>Partition, offset and, when it has one, key.</summary>
    public string RecordName()
    {
        var name = $"{violation.Partition}@{violation.Offset}";
        if (!run.World.Cluster.Kafka.Topics.TryGet(violation.Partition, out var partition))
            return name;
        var slice = partition.Log.Read(violation.Offset, violation.Offset + 1);
        return slice.IsEmpty || slice[0].IsKeyNull ? name : $"{name} (key={Encoding.UTF8.GetString(slice[0].Key)})";
    }

    private string? Why() => violation.Property switch
    {
        Property.NoLoss or Property.CommitAhead => Story.PassingCommit is { } commit ? Explain(commit) : WhySkipped(),
        Property.Progress => WhyStuck(),
        Property.GratuitousDuplicates => string.Join(" and again ", Story.Processings.Take(2).Select(p => $"by {p.Who} at {p.At.TotalSeconds:0.###} s")),
        Property.FinalCommitExact when Committed is null =>
            $"offset {violation.Offset} was processed and nothing was committed: a restart begins where auto.offset.reset leads",
        Property.FinalCommitExact =>
            $"offset {violation.Offset} was processed, and a restart reads from {Committed} on"
            + (Story.LastCommit?.Site is { } site ? $"; the last commit is at {site}" : ""),
        _ => null,
    };

    private string Explain(OffsetsCommitted commit) => commit.Cause switch
    {
        MoveCause.Application =>
            $"Commit({commit.NextOffset}){(commit.Site is null ? "" : $" at {commit.Site}")} ran before the handler finished offset {violation.Offset}",
        MoveCause.Timer =>
            $"the auto-commit timer committed {commit.NextOffset} before the handler finished offset {violation.Offset}: {StoredTooEarly}",
        _ =>
            $"the commit on revoke or close committed {commit.NextOffset} before the handler finished offset {violation.Offset}: {StoredTooEarly}",
    };

    private const string StoredTooEarly = "it was stored too early (enable.auto.offset.store does that)";

    private string? WhySkipped() => Story.LastReading is { } reading && reading.Offset > violation.Offset
        ? $"nothing was committed, so {reading.Who} began where auto.offset.reset led: at {reading.Offset}, behind offset {violation.Offset}"
        : null;

    private string? WhyStuck()
    {
        if (Story.Failure is { } failed)
            return $"{failed.Who} failed: {failed.Failure.GetType().Name}: {failed.Failure.Message.Split('\n')[0].TrimEnd('\r')}";
        return run.History.Events.OfType<ProcessStopped>().FirstOrDefault(e => !e.WasAsked) is { } ended
            ? $"{ended.Who} ended by itself"
            : null;
    }
}
