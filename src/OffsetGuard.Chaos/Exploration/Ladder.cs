using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.Reporting;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>The rungs of the exploration, from the plans that explain most to those that go furthest.</summary>
internal sealed class Ladder(Workforce workforce, ChaosOptions options, Tally tally)
{
    private const int EventsOfNobody = 500;   // rebalances cause some, however small the program is
    private const int EventsPerEvent = 20;
    private const int StepsOfNobody = 20_000;   // who polls without waiting does so for as long as a session lasts
    private const int StepsPerStep = 20;

    private int _eventsMax;
    private int _stepsMax;
    private bool _hasEveryKill;   // also those after other kills
    private readonly Shard _shard = Shard.OfEnvironment();
    private readonly FaultCatalogue _catalogue = new(options.Faults);
    private readonly CrashClosure _closure = new(options.ClosureMax);

    /// <summary>Climbs until a promise is broken or everything is done.</summary>
    public void Climb(Run baseline)
    {
        _eventsMax = EventsOfNobody + (EventsPerEvent * baseline.History.Events.Count);
        _stepsMax = StepsOfNobody + (StepsPerStep * baseline.World.Scheduler.StepCount);
        var kills = Kills(Outcome.Of(baseline));
        List<Outcome> others = tally.Worst is null ? Others(baseline) : [];
        if (tally.Worst is null)
            KillsAfterKills(kills);
        if (tally.Worst is null)
            Pairs([.. kills, .. others]);
        if (tally.Worst is null)
            SwarmRuns();
    }

    /// <summary>Every kill; where it can be told when two have the same future, one of them.</summary>
    private List<Outcome> Kills(Outcome start)
    {
        if (!_catalogue.IsAllowed(FaultKind.Kill))
            return [];
        var kills = Run("single kills", _closure.Next([start]));
        tally.Add(new ChaosStage("single kills", kills.Count, kills.Count));
        return kills;
    }

    /// <summary>Every number of kills one after the other, until none leaves behind what was not seen before.</summary>
    private void KillsAfterKills(List<Outcome> kills)
    {
        if (kills.Count == 0 || !_closure.IsSound)
            return;
        var newest = kills;
        while (tally.Worst is null && _closure.Next(newest) is { Count: > 0 } next)
            newest = Run("crash closure", next);
        _hasEveryKill = _closure.IsComplete;
        tally.Add(new ChaosStage("crash closure", _closure.StateCount, _closure.StateCount) { IsComplete = _closure.IsComplete });
    }

    /// <summary>Everything else that can go wrong once.</summary>
    private List<Outcome> Others(Run baseline)
    {
        var steps = baseline.World.Faults.Steps;
        var slowKills = steps.SelectMany(SlowKills);
        var others = steps.SelectMany(taken => _catalogue.OthersAt(taken).Select(fault => (Key: (taken.Step.Process, taken.Kind, fault.Kind, fault.Side), Plan: RunPlan.Calm.With(fault))));
        var plans = Spread.Over(slowKills.Concat(others), p => p.Key).Select(p => p.Plan).ToList();
        return RunMost("single faults", plans, options.SinglesMax);
    }

    /// <summary>A slow handler gives the auto-commit timer of the client time to fire in the middle of it, and then the process is killed.</summary>
    private IEnumerable<((string Process, StepKind Step, FaultKind Fault, Side Side) Key, RunPlan Plan)> SlowKills(TakenStep taken)
    {
        if (taken.Kind != StepKind.Processing || taken.Process.AutoCommitInterval == TimeSpan.Zero || !_catalogue.IsAllowed(FaultKind.Kill) || !_catalogue.IsAllowed(FaultKind.Stall))
            yield break;
        foreach (var side in (Side[])[Side.Before, Side.After])
        {
            var stall = new Fault(FaultKind.Stall, taken.Step, side) { Time = taken.Process.AutoCommitInterval };
            yield return ((taken.Step.Process, taken.Kind, FaultKind.Kill, side), RunPlan.Calm.With(stall).With(Fault.Kill(taken.Step, side)));
        }
    }

    /// <summary>After each single fault a second one, while its consequences are still felt.</summary>
    private void Pairs(IReadOnlyList<Outcome> singles)
    {
        var pairs =
            from single in singles
            from taken in single.StepsAfter
            from fault in _catalogue.At(taken)
            where !_hasEveryKill || fault.Kind != FaultKind.Kill || single.Plan.Faults[^1].Kind != FaultKind.Kill
            select (First: single.Plan, Plan: single.Plan.With(fault));
        var again = Spread.Over(singles.SelectMany(Again), p => p.First).Select(p => p.Plan);
        var plans = again.Concat(Spread.Over(pairs, p => p.First).Select(p => p.Plan)).DistinctBy(ReplayCode.InWords).ToList();
        RunMost("pairs of faults", plans, options.PairsMax);
    }

    /// <summary>What fails once fails again: the same fault at the next step of the kind, and at the last one.</summary>
    private static IEnumerable<(RunPlan First, RunPlan Plan)> Again(Outcome single)
    {
        if (single.Plan.Faults is not [{ Kind: not FaultKind.Kill } fault] || single.AlikeAfter is not [.., var last] alike)
            yield break;
        yield return (single.Plan, single.Plan.With(fault with { At = alike[0].Step }));
        if (alike.Count > 1)
            yield return (single.Plan, single.Plan.With(fault with { At = last.Step }));
    }

    private void SwarmRuns()
    {
        var plans = Enumerable.Range(1, options.SwarmRuns).Select(seed => RunPlan.Calm with { SwarmSeed = (ulong)seed }).ToList();
        RunMost("swarm", plans, plans.Count);
    }

    private List<Outcome> RunMost(string name, List<RunPlan> plans, int countMax)
    {
        var chosen = plans.Take(countMax).ToList();
        tally.Add(new ChaosStage(name, chosen.Count, plans.Count));
        return Run(name, chosen);
    }

    private List<Outcome> Run(string stage, IReadOnlyList<RunPlan> plans)
    {
        var outcomes = workforce.RunAll(stage, [.. _shard.Of(plans).Select(p => p with { EventsMax = _eventsMax, StepsMax = _stepsMax })]);
        foreach (var outcome in outcomes)
            tally.Add(outcome);
        return [.. outcomes];
    }
}
