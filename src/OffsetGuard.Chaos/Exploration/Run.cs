using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>One schedule, carried out: what happened, and which promises it broke.</summary>
internal sealed class Run
{
    private const int RoundMax = 50;   // events of one attempt, a transaction included

    private Run(RunPlan plan, World world, Verdict verdict)
    {
        Plan = plan;
        World = world;
        Violations = verdict.Violations;
        Warnings = verdict.Warnings;
    }

    public RunPlan Plan { get; }

    /// <summary>What went wrong, as far as it was known before.</summary>
    public IReadOnlyList<Fault> Schedule => Plan.Faults;

    public World World { get; }

    /// <summary>The worst first.</summary>
    public IReadOnlyList<Violation> Violations { get; }

    /// <summary>What breaks promises that only warn.</summary>
    public IReadOnlyList<Violation> Warnings { get; }

    public WorldHistory History => World.History;

    /// <summary>Calls that killed processes still tried to make while they unwound.</summary>
    public int PostMortemCalls { get; private set; }

    /// <summary>Builds the world anew and lets it live through the schedule.</summary>
    /// <exception cref="ChaosException">The world could not come to rest, or a fault of the schedule found no place.</exception>
    public static Run Of(Action<World> describe, RunPlan plan, ChaosOptions options, SimThreadPool threads)
    {
        var world = new World(plan, options, threads);
        var verdict = new Verdict(world);
        describe(world);
        world.IsDescribed = true;
        foreach (var invariant in world.Invariants)
            verdict.Add(invariant);
        if (world.Processes.Count == 0)
            throw new ChaosException("The world has no process. Call world.Process(name, context => ...) with the code to test.");

        foreach (var process in world.Processes)
            world.Scheduler.Start(process);
        LiveAndStop(world, verdict);

        var run = new Run(plan, world, verdict);
        var isStuck = world.Scheduler.IsStuck;
        run.Reap();
        if (isStuck && !plan.CapturesSites)
            return Of(describe, plan with { CapturesSites = true }, options, threads);   // once more, to say where
        RequireNoFailure(world, run.Violations);
        if (threads.LeakedCount > options.LeakedThreadsMax)
        {
            throw new ChaosException(
                $"{threads.LeakedCount} threads of killed processes would not end: the program swallows OperationCanceledException in a loop "
                + "without an exit. Let the loop end on it, or raise ChaosOptions.LeakedThreadsMax.");
        }

        return run;
    }

    private static void LiveAndStop(World world, Verdict verdict)
    {
        do
        {
            world.Scheduler.Run(RunPhase.Running);
            verdict.AtRest();
            if (world.Scheduler.IsRestless)
                break;
            world.History.Add(new StopBegan(world.History.Elapsed));
            foreach (var incarnation in world.Scheduler.Incarnations.ToList())
                incarnation.Stop();
            world.Scheduler.Run(RunPhase.Stopping);
            RequireNobodyStuck(world);
        }
        while (world.Scheduler is { HasRestarts: true, Failure: null });   // who was killed while stopping lives and stops once more

        if (IsLiveLock(world))
            verdict.NeverRests();
        else if (!world.Scheduler.IsRestless)
            verdict.AtEnd();
    }

    /// <summary>
    /// The calm world comes to rest and this one works and works: a finding, and no mistake of the test. To try a record again and again that cannot be
    /// processed is a policy; to do so without a pause, and without coming back to Consume, is none.
    /// </summary>
    private static bool IsLiveLock(World world) => world.Scheduler.IsRestless && !world.Plan.IsCalm && !IsPatient(world);

    private static bool IsPatient(World world)
    {
        var last = world.History.Events.TakeLast(RoundMax).ToList();
        return world.Faults.Struck.Any(f => f.Kind == FaultKind.Poison) && (last[0].At < last[^1].At || last.Exists(e => e is RecordDelivered));
    }

    /// <summary>Whoever waits for something that is not of this world would wait for ever: a real timer or socket, or what a dead process holds.</summary>
    private static void RequireNobodyStuck(World world)
    {
        if (world.Scheduler.Failure is not null || !world.Plan.IsCalm)
            return;   // after a fault that is a finding, and no mistake of the test
        foreach (var incarnation in world.Scheduler.Incarnations.Where(i => i.IsAlive))
        {
            if (world.Scheduler.BlockedStrandOf(incarnation) is { } strand)
            {
                world.Scheduler.FailStuck(new ChaosException(
                    $"{incarnation.Name} blocks{At(strand.BlockedAt)} on something that nobody in the world sets, even when it is asked to stop. It is "
                    + "something real, or a lock that a killed process of this world still holds. Hand the program a fake for what it waits for, created "
                    + "inside the body of the process."));
            }
            else if (!world.Scheduler.HasStrands(incarnation) && !world.Scheduler.HasTimers(incarnation))
            {
                world.Scheduler.Fail(new ChaosException(
                    $"{incarnation.Name} awaits something that nobody in the world completes, even when it is asked to stop. Usual causes: Task.Delay or a "
                    + "timer without context.TimeProvider, a real socket or database, a TaskCompletionSource that is never set."));
            }
        }
    }

    private static string At(string? site) => site is null ? "" : $" at {site}";

    private static void RequireNoFailure(World world, IReadOnlyCollection<Violation> violations)
    {
        if (world.Scheduler.IsRestless && !world.Plan.IsCalm && (violations.Count > 0 || IsPatient(world)))
            return;
        if (world.Scheduler.Failure is { } failure)
            throw failure is ChaosException ? failure : new ChaosException($"The run failed: {failure}");
    }

    /// <summary>The verdict is taken; now the threads of the dead may unwind, with every call refused.</summary>
    private void Reap()
    {
        World.Scheduler.Run(RunPhase.Reaping);
        foreach (var incarnation in World.Scheduler.Incarnations)
        {
            if (!incarnation.IsGivenUp)
                World.Scheduler.Reap(incarnation);
            PostMortemCalls += incarnation.PostMortemCalls;
        }
    }
}
