using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.Reporting;
using OffsetGuard.Chaos.Reporting.Html;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>Runs the world twice without faults to be sure, climbs the ladder, and tells of the worst that it found.</summary>
internal sealed class Explorer(Action<World> describe, ChaosOptions options) : IDisposable
{
    private readonly Workforce _workforce = new(describe, options);

    public ChaosReport Explore()
    {
        var tally = new Tally();
        var baseline = RunBaseline(RunPlan.Calm, tally);
        new Ladder(_workforce, options, tally).Climb(baseline);
        if (tally.Worst is { } worst)
            throw Fail(worst, tally);
        Vacuity.RequireReached(baseline.World.DeclaredMarks, tally.Reached);
        return Report(tally, baseline);
    }

    /// <summary>Runs exactly one schedule, after the runs that tell whether it fits this world.</summary>
    public ChaosReport Replay(string replay)
    {
        var plan = RunPlan.Calm with { RecordsMax = ReplayCode.RecordsMaxOf(replay) };
        var baseline = RunBaseline(plan, new Tally());
        plan = plan with { Faults = ReplayCode.Read(replay, baseline.World.Faults.Steps, faults => _workforce.Run(plan with { Faults = faults }).World.Faults.Steps) };
        foreach (var fault in plan.Faults)
            Baseline.RequireProcess(fault.At.Process, baseline);
        var run = _workforce.Run(plan);
        Baseline.RequireStruck(run);
        var tally = new Tally();
        tally.Add(Outcome.Of(run));
        tally.Add(new ChaosStage("replay", 1, 1));
        if (tally.Worst is { } worst)
            throw Tell(worst, summary: "", tally.ScheduleCount);
        return Report(tally, baseline);
    }

    public void Dispose() => _workforce.Dispose();

    private ChaosReport Report(Tally tally, Run baseline) => new(tally.Stages)
    {
        ScheduleCount = tally.ScheduleCount,
        EffectCount = baseline.World.Faults.Steps.Count(s => s.Kind != StepKind.Delivery),
        PostMortemCallCount = tally.PostMortemCallCount,
        LeakedThreadCount = _workforce.LeakedCount,
        Warnings = tally.Warnings,
        NeverHappened = [.. Marks.BuiltIn.Where(mark => !tally.Reached.Contains(mark))],
    };

    private Run RunBaseline(RunPlan plan, Tally tally)
    {
        var first = _workforce.Run(plan with { NotesCrashPoints = true });
        tally.Add(Outcome.Of(first));
        Baseline.RequireSound(first);
        var second = _workforce.Run(plan);
        tally.Count(second);
        Baseline.RequireSame(first, second);
        return first;
    }

    private ChaosException Fail(BrokenPromise found, Tally tally) => Tell(
        new Shrinker(_workforce, found.Violation.Id).Shrink(found),
        tally.Summary(found.Violation.Id, options),
        tally.ScheduleCount);

    /// <summary>The failing schedule once more, now with stack traces, and told in ten seconds of reading.</summary>
    private ChaosException Tell(BrokenPromise broken, string summary, int scheduleCount)
    {
        var steps = _workforce.Run(RunPlan.Calm with { RecordsMax = broken.Plan.RecordsMax }).World.Faults.Steps;
        var html = HtmlReport.IfWanted(options);
        var explained = _workforce.Run(broken.Plan with { CapturesSites = true }, html is null ? null : html.Watch);
        var exact = ReplayCode.Write(broken.Plan, steps, explained.World.Faults.Steps);
        var violation = explained.Violations.First(v => v.Id == broken.Violation.Id);
        var counterexample = new Counterexample(explained, violation);
        var account = counterexample.Account(exact);
        var text = counterexample.Write(account) + summary + html?.Write(counterexample, account, summary);
        return new ChaosException(text, violation.Id, exact)
        {
            ScheduleCount = scheduleCount,
            FaultCount = broken.Plan.Faults.Count,
        };
    }
}
