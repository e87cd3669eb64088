using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Reporting;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>Runs the world once without faults, twice to be sure, and then once for every place where a process can be killed.</summary>
internal sealed class Explorer(Action<World> describe, ChaosOptions options, SimThreadPool threads)
{
    public ChaosReport Explore()
    {
        var baseline = RunBaseline(out var stall);
        var schedules = SingleKills(baseline, stall);
        var tally = new Tally();
        tally.Add(baseline);
        foreach (var schedule in schedules)
            tally.Add(RunWith(schedule));

        if (tally.Worst is { } worst)
            throw Fail(worst, baseline, tally);
        return new ChaosReport(tally.ScheduleCount + 1, schedules.Count, baseline.World.Faults.Effects.Count, tally.PostMortemCallCount);
    }

    /// <summary>Runs exactly one schedule.</summary>
    public ChaosReport Replay(string replay)
    {
        var baseline = RunBaseline(out _);
        var schedule = ReplayCode.Read(replay, baseline.World.Faults.Effects);
        var tally = new Tally();
        tally.Add(RunWith(schedule));
        if (tally.Worst is { } worst)
            throw Fail(worst, baseline, tally);
        return new ChaosReport(1, schedule.Count, baseline.World.Faults.Effects.Count, tally.PostMortemCallCount);
    }

    private Run RunBaseline(out TimeSpan stall)
    {
        var baseline = Run.Of(describe, [], options, threads);
        Baseline.RequireSound(baseline);
        Baseline.RequireSame(baseline, Run.Of(describe, [], options, threads));
        stall = baseline.World.Scheduler.Incarnations.Max(i => i.AutoCommitInterval);
        return baseline;
    }

    private static List<IReadOnlyList<Fault>> SingleKills(Run baseline, TimeSpan stall)
    {
        var schedules = new List<IReadOnlyList<Fault>>();
        foreach (var effect in baseline.World.Faults.Effects)
        {
            foreach (var phase in (ReadOnlySpan<CrashPhase>)[CrashPhase.Before, CrashPhase.After])
            {
                schedules.Add([new Fault(effect, phase, TimeSpan.Zero)]);
                // A slow handler gives the auto-commit timer of the client time to fire in the middle of it.
                if (stall > TimeSpan.Zero && effect.Label.StartsWith("Processed", StringComparison.Ordinal))
                    schedules.Add([new Fault(effect, phase, stall)]);
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
    private ChaosException Fail(BrokenPromise broken, Run baseline, Tally tally)
    {
        var explained = Run.Of(describe, broken.Schedule, options, threads, capturesSites: true);
        var replay = ReplayCode.Write(broken.Schedule, baseline.World.Faults.Effects);
        var text = new Counterexample(explained, broken.Violation).Write(tally, replay);
        return new ChaosException(text, PropertyNames.IdOf(broken.Violation.Property), replay);
    }
}
