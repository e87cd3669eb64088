using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Faults;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>
/// Looks for the smallest schedule that breaks the same promise: fewer faults, fewer records, then faults that strike earlier. A candidate
/// that breaks another promise, or none, or whose faults find no place, is not taken.
/// </summary>
internal sealed class Shrinker(Workforce workforce, string promise)
{
    private const int CandidatesMax = 300;
    private const int RecordsWorthTrying = 8;

    private int _candidateCount;

    public BrokenPromise Shrink(BrokenPromise found)
    {
        var best = found;
        BrokenPromise before;
        do
        {
            before = best;
            best = WithFewerFaults(best);
            best = WithFewerRecords(best);
            best = WithEarlierFaults(best);
        }
        while (best != before);
        return best;
    }

    private BrokenPromise WithFewerFaults(BrokenPromise best)
    {
        // Halves first: a swarm draws many faults, and few of them matter.
        for (var length = best.Plan.Faults.Count / 2; length >= 1; length /= 2)
        {
            for (var i = 0; i + length <= best.Plan.Faults.Count;)
            {
                if (Try(best.Plan with { Faults = [.. best.Plan.Faults.Take(i), .. best.Plan.Faults.Skip(i + length)] }) is { } smaller)
                    best = smaller;
                else
                    i++;
            }
        }

        return best;
    }

    private BrokenPromise WithFewerRecords(BrokenPromise best)
    {
        var described = best.Plan.RecordsMax ?? workforce.Run(RunPlan.Calm).World.DescribedRecordsMax;
        for (var count = 1; count < Math.Min(described, RecordsWorthTrying); count++)
        {
            if (Try(best.Plan with { RecordsMax = count }) is { } smaller)
                return smaller;
        }

        return best;
    }

    private BrokenPromise WithEarlierFaults(BrokenPromise best)
    {
        for (var i = 0; i < best.Plan.Faults.Count; i++)
        {
            foreach (var earlier in EarlierPlacesOf(best.Plan, i))
            {
                if (Try(earlier) is not { } smaller)
                    continue;
                best = smaller;
                break;
            }
        }

        return best;
    }

    /// <summary>The same kind of step, from the first one on up to where the fault strikes now.</summary>
    private IEnumerable<RunPlan> EarlierPlacesOf(RunPlan plan, int index)
    {
        var fault = plan.Faults[index];
        var steps = workforce.Run(plan with { Faults = [.. plan.Faults.Take(index)] }).World.Faults.Steps;
        var now = steps.ToList().FindIndex(s => s.Step == fault.At);
        if (now < 0)
            yield break;
        foreach (var place in steps.Take(now).Where(s => s.Kind == steps[now].Kind && s.Step.Process == fault.At.Process))
            yield return plan with { Faults = [.. plan.Faults.Select((f, i) => i == index ? f with { At = place.Step } : f)] };
    }

    private BrokenPromise? Try(RunPlan plan)
    {
        if (++_candidateCount > CandidatesMax)
            return null;
        var outcome = Outcome.Of(workforce.Run(plan));
        return outcome.IsStruck && outcome.Violations.FirstOrDefault(v => v.Id == promise) is { } violation
            ? new BrokenPromise(plan, violation)
            : null;
    }
}
