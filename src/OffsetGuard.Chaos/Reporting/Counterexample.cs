using System.Globalization;
using System.Text;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>A broken promise as text that reads in ten seconds: headline, one reason, the steps that matter, how to see it again.</summary>
internal sealed class Counterexample(Run run, Violation violation)
{
    private long CommittedInTheEnd => run.World.Ledger.Of(violation.Group, violation.Partition).Committed ?? -1;

    public string Write(Tally tally, string replay)
    {
        var text = new StringBuilder();
        var faults = run.Schedule.Count == 0 ? "no fault" : $"{run.Schedule.Count} kill";
        var headline = PropertyNames.HeadlineOf(violation, RecordName(), run.World.Ledger.Of(violation.Group, violation.Partition).Committed);
        text.Append(CultureInfo.InvariantCulture, $"{headline}     {tally.ScheduleCount} schedules, shown: {faults}\n");
        if (Why() is { } why)
            text.Append(CultureInfo.InvariantCulture, $"why: {why}\n");
        text.Append('\n');
        foreach (var line in new LaneTable(run, violation).Lines())
            text.Append(line.TrimEnd()).Append('\n');
        text.Append('\n').Append("replay: ").Append(replay);
        if (run.Schedule.Count > 0)
            text.Append("   or   ").AppendJoin("; ", run.Schedule.Select(f => f.InWords()));
        var others = tally.FailuresOf(violation.Property) - 1;
        if (others > 0)
            text.Append(CultureInfo.InvariantCulture, $"\nalso failing: {others} more schedules that break the same promise");
        return text.Append('\n').ToString();
    }

    private string RecordName()
    {
        var name = $"{violation.Partition}@{violation.Offset}";
        if (!run.World.Cluster.Kafka.Topics.TryGet(violation.Partition, out var partition))
            return name;
        var slice = partition.Log.Read(violation.Offset, violation.Offset + 1);
        return slice.IsEmpty || slice[0].IsKeyNull ? name : $"{name} (key={Encoding.UTF8.GetString(slice[0].Key)})";
    }

    private string? Why() => violation.Property switch
    {
        Property.NoLoss or Property.CommitAhead => PassingCommit() is { } commit ? Explain(commit) : null,
        Property.Progress => Failure() is { } failed ? $"{failed.Who} failed: {failed.Failure.GetType().Name}: {failed.Failure.Message}" : null,
        Property.FinalCommitExact => $"{violation.Offset} was processed, and a restart reads from {Shown(CommittedInTheEnd)} on",
        _ => null,
    };

    /// <summary>The first commit that passed the record while nobody had processed it.</summary>
    private OffsetsCommitted? PassingCommit() => run.History.Events
        .TakeWhile(e => e is not RecordProcessed p || p.Partition != violation.Partition || p.Offset != violation.Offset)
        .OfType<OffsetsCommitted>()
        .FirstOrDefault(c => c.Group == violation.Group && c.Partition == violation.Partition && c.NextOffset > violation.Offset);

    private ProcessFailed? Failure() => run.History.Events.OfType<ProcessFailed>().LastOrDefault();

    private string Explain(OffsetsCommitted commit) => commit.Cause switch
    {
        CommitCause.Application =>
            $"Commit({commit.NextOffset}){(commit.Site is null ? "" : $" at {commit.Site}")} ran before the handler finished offset {violation.Offset}",
        CommitCause.Timer =>
            $"the auto-commit timer committed {commit.NextOffset} while offset {violation.Offset} was still being handled: "
            + "the client stores an offset before it hands the record over (enable.auto.offset.store)",
        _ =>
            $"the commit on revoke or close committed {commit.NextOffset} while offset {violation.Offset} was still being handled: "
            + "the client stores an offset before it hands the record over (enable.auto.offset.store)",
    };

    private static string Shown(long offset) => offset < 0 ? "nothing committed" : offset.ToString(CultureInfo.InvariantCulture);
}
