using System.Globalization;
using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>Why a promise is broken, in one line with the place in the code where it is known.</summary>
internal sealed class Reason(Run run, Violation violation, Story story)
{
    private const string StoredTooEarly = "it was stored too early (enable.auto.offset.store does that)";

    private long? Committed => run.World.Ledger.Of(violation.Group, violation.Partition).Committed;

    public string? Text() => violation.Promise switch
    {
        null => violation.Breach!.Text,
        Promise.AtLeastOnce or Promise.NoCommitAhead or Promise.RewindAfterAbort => WhyPassed(),
        Promise.Progress => WhyStuck(),
        Promise.GratuitousDuplicates or Promise.ExactlyOnce or Promise.AtMostOnce => WhyTwice(),
        Promise.FinalCommitExact => WhyNotFinal(),
        _ when story.Breaking is { } breaking => WhyAt(breaking),
        Promise.CleanShutdown => "StopTimeout was over before it ended",
        Promise.NoSwallowedError => story.LastThrow is { } threw ? $"{threw.Operation} of {threw.Who} threw {threw.Error} and nobody ended the process" : null,
        _ => null,
    };

    private string? WhyPassed()
    {
        if (story.Discarding is { } discarded && story.PassingCommit is not null)
            return $"the transaction in which {discarded.Who} processed offset {violation.Offset} was aborted, and the consumer was not sent back to it";
        return story.PassingCommit is { } commit ? Explain(commit) : WhySkipped();
    }

    private string Explain(OffsetsCommitted commit) => commit.Cause switch
    {
        MoveCause.Application => $"Commit({commit.NextOffset}){At(commit.Site)} ran before the handler finished offset {violation.Offset}",
        MoveCause.Timer => $"the auto-commit timer committed {commit.NextOffset} before the handler finished offset {violation.Offset}: {StoredTooEarly}",
        MoveCause.Transaction => $"a transaction committed {commit.NextOffset} before the handler finished offset {violation.Offset}",
        _ => $"the commit on revoke or close committed {commit.NextOffset} before the handler finished offset {violation.Offset}: {StoredTooEarly}",
    };

    private string? WhySkipped() => story.LastReading is { } reading && reading.Offset > violation.Offset
        ? $"nothing was committed, so {reading.Who} began where auto.offset.reset led: at {reading.Offset}, behind offset {violation.Offset}"
        : null;

    private string? WhyStuck()
    {
        if (violation.NeverRests)
            return "the program does the same again and again, whatever comes of it";
        var progress = run.World.Ledger.Of(violation.Group, violation.Partition);
        if (progress.Start is null)
            return $"group {violation.Group} reads {violation.Partition.Topic}, and nobody of it ever reads partition {violation.Partition.Partition}";
        if (story.Failure is { } failed)
            return $"{failed.Who} failed: {failed.Failure.GetType().Name}: {failed.Failure.Message.Split('\n')[0].TrimEnd('\r')}";
        return run.History.Events.OfType<ProcessStopped>().FirstOrDefault(e => !e.WasAsked) is { } ended
            ? $"{ended.Who} ended by itself"
            : null;
    }

    private string WhyTwice() => string.Join(" and again ", story.Processings.Take(2).Select(p => $"by {p.Who} at {Seconds(p)}{In((p as RecordEffect)?.Site)}"));

    private string WhyNotFinal() => Committed is null
        ? $"offset {violation.Offset} was processed and nothing was committed: a restart begins where auto.offset.reset leads"
        : $"offset {violation.Offset} was processed, and a restart reads from {Committed} on"
            + (story.LastCommit?.Site is { } site ? $"; the last commit is at {site}" : "");

    private string WhyAt(WorldEvent breaking) => breaking switch
    {
        OffsetsCommitted commit => $"{breaking.Who} committed {commit.NextOffset}{At(commit.Site)} at {Seconds(breaking)}",
        CommitRefused refused => $"{breaking.Who} asked to commit {refused.NextOffset} at {Seconds(breaking)} and was refused: {refused.Error}",
        RecordEffect effect => $"{breaking.Who} processed offset {effect.Offset}{At(effect.Site)} at {Seconds(breaking)}",
        RecordDelivered delivered => $"Consume gave {breaking.Who} offset {delivered.Offset} at {Seconds(breaking)}",
        PositionSet position => $"{breaking.Who} reads from {position.Offset} on at {Seconds(breaking)}; committed is {Committed?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}",
        CallThrew threw => $"{threw.Operation} of {breaking.Who} threw {threw.Error} at {Seconds(breaking)}",
        ProcessStopped stopped when violation.Promise == Promise.NoUnobservedWork => $"{breaking.Who} ended with {stopped.UnfinishedCount} pieces of work that nobody awaits",
        ProcessStopped => $"{breaking.Who} ended without Close: its partitions wait until session.timeout.ms has passed",
        RecordsAppended => $"{breaking.Who} sent the batch again at {Seconds(breaking)}, because it did not learn that it was written: enable.idempotence is off",
        RebalanceStarted => $"a rebalance began at {Seconds(breaking)} with the same members as before",
        _ => $"it shows at {Seconds(breaking)}",
    };

    private static string At(string? site) => site is null ? "" : $" at {site}";

    private static string In(string? site) => site is null ? "" : $" ({site})";

    private static string Seconds(WorldEvent happened) => string.Create(CultureInfo.InvariantCulture, $"{happened.At.TotalSeconds:0.###} s");
}
