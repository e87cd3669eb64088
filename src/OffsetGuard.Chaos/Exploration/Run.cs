using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>One schedule, carried out: what happened, and which promises it broke.</summary>
internal sealed class Run
{
    private Run(IReadOnlyList<Fault> schedule, World world, IReadOnlyList<Violation> violations)
    {
        Schedule = schedule;
        World = world;
        Violations = violations;
    }

    public IReadOnlyList<Fault> Schedule { get; }

    public World World { get; }

    public IReadOnlyList<Violation> Violations { get; }

    public WorldHistory History => World.History;

    /// <summary>Calls that killed processes still tried to make while they unwound.</summary>
    public int PostMortemCalls { get; private set; }

    /// <summary>Builds the world anew and lets it live through the schedule.</summary>
    /// <exception cref="ChaosException">The world could not come to rest, or a fault of the schedule found no place.</exception>
    public static Run Of(Action<World> describe, IReadOnlyList<Fault> schedule, ChaosOptions options, SimThreadPool threads, bool capturesSites = false)
    {
        var world = new World(schedule, options, threads) { CapturesSites = capturesSites };
        var verdict = new Verdict(world.History, world.Ledger);
        describe(world);
        if (world.Processes.Count == 0)
            throw new ChaosException("The world has no process. Call world.Process(name, context => ...) with the code to test.");

        foreach (var process in world.Processes)
            world.Scheduler.Start(process);
        LiveAndStop(world, verdict);

        var run = new Run(schedule, world, [.. verdict.Violations]);
        run.Reap();
        RequireNoFailure(world);
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
            foreach (var incarnation in world.Scheduler.Incarnations)
                incarnation.Stop();
            world.Scheduler.Run(RunPhase.Stopping);
        }
        while (world.Scheduler is { HasRestarts: true, Failure: null });   // who was killed while stopping lives and stops once more

        verdict.AtEnd();
    }

    private static void RequireNoFailure(World world)
    {
        if (world.Scheduler.Failure is { } failure)
            throw failure is ChaosException ? failure : new ChaosException($"The run failed: {failure}");
    }

    /// <summary>The verdict is taken; now the threads of the dead may unwind, with every call refused.</summary>
    private void Reap()
    {
        World.Scheduler.Run(RunPhase.Reaping);
        foreach (var incarnation in World.Scheduler.Incarnations)
        {
            if (incarnation.IsFinished || incarnation.IsGivenUp)
                continue;
            World.Scheduler.Reap(incarnation);
            PostMortemCalls += incarnation.PostMortemCalls;
        }
    }
}
