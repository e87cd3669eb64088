using OffsetGuard.Chaos.Faults;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>
/// Any number of crashes, one after the other: what is left of the world after a kill is a state, and each state is visited once. When no
/// run comes to a state that was not visited, every sequence of kills has been covered.
/// </summary>
internal sealed class CrashClosure(int stateCountMax)
{
    /// <summary>A program that writes something more with each life has no end of states.</summary>
    private const int KillsMax = 4;

    private readonly HashSet<ulong> _visited = [];

    /// <summary>Whether equal states could be told; not when somebody else is alive at a kill.</summary>
    public bool IsSound { get; private set; } = true;

    /// <summary>Whether no state was left out because there are too many.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>How many different states a kill leaves behind.</summary>
    public int StateCount => _visited.Count;

    /// <summary>The kills that lead from these runs to states which nobody has visited.</summary>
    public List<RunPlan> Next(IReadOnlyList<Outcome> outcomes)
    {
        var plans = new List<RunPlan>();
        foreach (var outcome in outcomes)
        {
            IsComplete &= outcome.Plan.Faults.Count < KillsMax || outcome.CrashPoints.Count == 0;
            if (outcome.Plan.Faults.Count >= KillsMax)
                continue;
            foreach (var point in outcome.CrashPoints)
            {
                IsSound &= point.Fingerprint is not null;
                if (point.Fingerprint is { } state && !TryVisit(state, isFirst: outcome.Plan.IsCalm))
                    continue;
                plans.Add(outcome.Plan.With(Fault.Kill(point.Taken.Step, point.Side)) with { NotesCrashPoints = true });
            }
        }

        return plans;
    }

    /// <summary>Single kills are all explored, however many there are.</summary>
    private bool TryVisit(ulong state, bool isFirst)
    {
        if (isFirst || _visited.Count < stateCountMax)
            return _visited.Add(state);
        IsComplete &= _visited.Contains(state);
        return false;
    }
}
