using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.Reporting;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>Runs the world once without faults, twice to be sure, and then once for every place where a process can be killed.</summary>
internal sealed class Explorer(Action<World> describe, ChaosOptions options, SimThreadPool threads)
{
    public ChaosReport Explore()
    {
        var tally = new Tally();
        var baseline = RunBaseline(tally);
        var schedules = SingleKills(baseline);
        foreach (var schedule in schedules)
            tally.Add(RunWith(schedule));

        if (tally.Worst is { } worst)
            throw Fail(worst, baseline, tally.Summary(worst.Violation.Property, options));
        return Report(tally, schedules.Count, baseline);
    }

    /// <summary>Runs exactly one schedule, after the runs that tell whether it fits this world.</summary>
    public ChaosReport Replay(string replay)
    {
        var baseline = RunBaseline(new Tally());
        var schedule = ReplayCode.Read(replay, baseline.World.Faults.Steps, faults => RunWith(faults).World.Faults.Steps);
        foreach (var fault in schedule)
            Baseline.RequireProcess(fault.At.Process, baseline);
        var tally = new Tally();
        tally.Add(RunWith(schedule));
        if (tally.Worst is { } worst)
            throw Fail(worst, baseline, summary: "");
        return Report(tally, schedule.Count, baseline);
    }

    private ChaosReport Report(Tally tally, int crashPointCount, Run baseline) => new(
        tally.ScheduleCount, crashPointCount, baseline.World.Faults.Steps.Count(s => s.Kind != StepKind.Delivery), tally.PostMortemCallCount, threads.LeakedCount);

    private Run RunBaseline(Tally tally)
    {
        var first = Run.Of(describe, [], options, threads);
        tally.Add(first);
        Baseline.RequireSound(first);
        var second = Run.Of(describe, [], options, threads);
        tally.Count(second);
        Baseline.RequireSame(first, second);
        return first;
    }

    private static List<IReadOnlyList<Fault>> SingleKills(Run baseline)
    {
        var stalls = baseline.World.Processes.ToDictionary(p => p.Name, p => p.AutoCommitInterval, StringComparer.Ordinal);
        var schedules = new List<IReadOnlyList<Fault>>();
        foreach (var taken in baseline.World.Faults.Steps)
        {
            if (taken.Kind == StepKind.Delivery)
                continue;
            foreach (var side in (ReadOnlySpan<Side>)[Side.Before, Side.After])
            {
                schedules.Add([Fault.Kill(taken.Step, side)]);
                // A slow handler gives the auto-commit timer of the client time to fire in the middle of it.
                if (stalls[taken.Step.Process] > TimeSpan.Zero && taken.Kind == StepKind.Processing)
                    schedules.Add([new Fault(FaultKind.Stall, taken.Step, side) { Time = stalls[taken.Step.Process] }, Fault.Kill(taken.Step, side)]);
            }
        }

        return schedules;
    }

    private Run RunWith(IReadOnlyList<Fault> schedule)
    {
        var run = Run.Of(describe, schedule, options, threads);
        Baseline.RequireStruck(run);
        return run;
    }

    /// <summary>The failing schedule once more, now with stack traces, and told in ten seconds of reading.</summary>
    private ChaosException Fail(BrokenPromise broken, Run baseline, string summary)
    {
        var explained = Run.Of(describe, broken.Schedule, options, threads, capturesSites: true);
        var exact = ReplayCode.Write(broken.Schedule, baseline.World.Faults.Steps, explained.World.Faults.Steps);
        var text = new Counterexample(explained, broken.Violation).Write(exact);
        return new ChaosException(text + summary, PropertyNames.IdOf(broken.Violation.Property), exact);
    }
}
