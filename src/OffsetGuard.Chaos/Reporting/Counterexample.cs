using System.Globalization;
using System.Text;
using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Faults;

namespace OffsetGuard.Chaos.Reporting;

/// <summary>A broken promise as text that reads in ten seconds: headline, one reason, the steps that matter, how to see it again.</summary>
/// <remarks>It tells of one schedule alone, so that a replay prints the same text.</remarks>
internal sealed class Counterexample(Run run, Violation violation)
{
    public Story Story { get; } = new(run, violation);

    public Violation Violation => violation;

    private long? Committed => run.World.Ledger.Of(violation.Group, violation.Partition).Committed;

    public Account Account(string replay) => new(
        PromiseNames.HeadlineOf(violation, RecordName(), Committed),
        FaultCount(),
        new Reason(run, violation, Story).Text(),
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
}
