using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Faults;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>What is kept of a run when its world is gone.</summary>
/// <param name="Plan">What was to happen; with the faults that a swarm has drawn.</param>
/// <param name="Violations">The broken promises.</param>
/// <param name="StepsAfter">The first steps after the last fault.</param>
/// <param name="CrashPoints">Places after the last fault where the process could be killed again.</param>
/// <param name="PostMortemCallCount">Calls of killed processes.</param>
internal sealed record Outcome(
    RunPlan Plan,
    IReadOnlyList<Violation> Violations,
    IReadOnlyList<TakenStep> StepsAfter,
    IReadOnlyList<CrashPoint> CrashPoints,
    int PostMortemCallCount)
{
    /// <summary>A second fault further away than this from the first one is left to the swarm.</summary>
    public const int WindowMax = 12;

    /// <summary>The promises that only warn.</summary>
    public IReadOnlyList<Violation> Warnings { get; init; } = [];

    /// <summary>What has happened of that which ought to happen in some schedule.</summary>
    public IReadOnlyCollection<string> Reached { get; init; } = [];

    /// <summary>All steps after the last fault that are of the kind it has struck at, of the same process.</summary>
    public IReadOnlyList<TakenStep> AlikeAfter { get; init; } = [];

    /// <summary>Whether every fault of the plan found its place.</summary>
    public bool IsStruck { get; init; } = true;

    public static Outcome Of(Run run)
    {
        var faults = run.World.Faults;
        var plan = run.Plan.SwarmSeed is null ? run.Plan : run.Plan with { Faults = [.. faults.Struck], SwarmSeed = null };
        return new Outcome(
            plan,
            run.Violations,
            [.. faults.Steps.Skip(faults.LastStruckAt).Take(WindowMax)],
            run.World.CrashPoints is { } points ? [.. points.All.Where(p => p.StepIndex >= faults.LastStruckAt)] : [],
            run.PostMortemCalls)
        {
            Warnings = run.Warnings,
            Reached = run.World.Marks.Reached,
            AlikeAfter = AlikeAfterIn(faults),
            IsStruck = faults.Pending.All(f => f.Kind == FaultKind.Poison),
        };
    }

    private static List<TakenStep> AlikeAfterIn(FaultInjector faults)
    {
        if (faults.LastStruckAt == 0)
            return [];
        var struck = faults.Steps[faults.LastStruckAt - 1];
        return [.. faults.Steps.Skip(faults.LastStruckAt).Where(s => s.Kind == struck.Kind && s.Step.Process == struck.Step.Process)];
    }
}
