using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>What has to hold before any exploration means something.</summary>
internal static class Baseline
{
    /// <summary>The run without faults did something, and no process failed for good.</summary>
    public static void RequireSound(Run run)
    {
        var events = run.History.Events;
        if (WhoFailedForGood(run) is { } failed && run.Violations.All(v => v.Promise is Promise.Progress or Promise.FinalCommitExact))
        {
            throw new ChaosException(
                $"{failed.Who} fails without any fault, so there is nothing to explore. Make it run on a healthy cluster first. It threw:\n"
                + failed.Failure);
        }

        if (!events.OfType<RecordDelivered>().Any())
        {
            throw new ChaosException(
                "No process consumed a record. Produce records before the processes start, build the consumer from "
                + "context.ConsumerBuilder, and check AutoOffsetReset: its default is Latest, which skips what is there already.");
        }

        if (!events.Any(e => e is RecordProcessed or EffectWritten))
        {
            throw new ChaosException(
                "Records were consumed, but none was reported as processed, so a loss could not be seen. Call context.Processed(result) "
                + "where the effect of a record becomes durable, or name the record where it is written: table.Upsert(key, value, source: result).");
        }
    }

    /// <summary>A schedule in words names a process of this world, or an instance that joined one.</summary>
    public static void RequireProcess(string name, Run run)
    {
        var names = run.World.Processes.Select(p => p.Name);
        if (!names.Any(n => name == n || (name.StartsWith(n + "-", StringComparison.Ordinal) && int.TryParse(name.AsSpan(n.Length + 1), out _))))
        {
            throw new ChaosException(
                $"The schedule names a process '{name}', and this world has none of that name: {string.Join(", ", names)}. A fault reads "
                + "'kill PROCESS before STEP' or 'stall PROCESS for 5000 ms before STEP'.");
        }
    }

    /// <summary>A process that fails, is started again and then gets on with it is a way to deal with a failing handler.</summary>
    private static ProcessFailed? WhoFailedForGood(Run run)
    {
        var ends = run.History.Events.Where(e => e is ProcessFailed or ProcessStopped or ProcessStarted);
        return ends.GroupBy(e => e.Who!.Value.Process).Select(g => g.Last()).OfType<ProcessFailed>().FirstOrDefault();
    }

    /// <summary>Two runs of the same schedule are the same, or no result could be trusted.</summary>
    public static void RequireSame(Run first, Run second)
    {
        if (WorldHistory.FirstDifference(first.History, second.History) is not { } difference)
            return;
        throw new ChaosException(
            $"The program is not deterministic: two runs without faults differ at event {difference.Index}.\n"
            + $"  first:  {difference.First}\n  second: {difference.Second}\n"
            + "Usual causes: static or captured state that survives a run, Guid.NewGuid, Random, the real clock, or the order of a hash table.");
    }

    /// <summary>A fault that finds no place means that the program took another way up to it.</summary>
    public static void RequireStruck(Run run)
    {
        if (run.World.Faults.Pending.All(f => f.Kind == FaultKind.Poison))
            return;
        throw new ChaosException(
            $"The schedule '{string.Join("; ", run.World.Faults.Pending.Select(f => f.InWords()))}' found no place to strike: this run has no such step. "
            + "Either the program is not deterministic, or it has changed since the schedule was recorded.\nSteps of this run: "
            + string.Join(", ", run.World.Faults.Steps.Take(20).Select(s => s.Step)));
    }
}
