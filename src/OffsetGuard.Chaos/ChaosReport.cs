namespace OffsetGuard.Chaos;

/// <summary>What a chaos test that held has explored, and what it has not.</summary>
/// <param name="Stages">The stages in their order.</param>
public sealed record ChaosReport(IReadOnlyList<ChaosStage> Stages)
{
    /// <summary>How many schedules were run, those without faults included.</summary>
    public required int ScheduleCount { get; init; }

    /// <summary>Durable effects of the run without faults.</summary>
    public required int EffectCount { get; init; }

    /// <summary>Before and after every durable effect: how many places there are to be killed at.</summary>
    public int CrashPointCount => 2 * EffectCount;

    /// <summary>Calls that killed processes tried to make afterwards; none had an effect.</summary>
    public required int PostMortemCallCount { get; init; }

    /// <summary>Threads of killed processes that would not end; they stay parked until the test run is over.</summary>
    public required int LeakedThreadCount { get; init; }

    /// <summary>Promises that were broken and only warn, each with the first schedule that breaks it; <see cref="Promises"/> says which do.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What no schedule brought about although most mistakes need it, such as a commit that failed: the test says nothing about that.</summary>
    public IReadOnlyList<string> NeverHappened { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() =>
        $"Holds in {ScheduleCount} schedules over {EffectCount} durable effects: {string.Join(", ", Stages)}; "
        + $"{PostMortemCallCount} calls of killed processes suppressed"
        + (LeakedThreadCount > 0 ? $", {LeakedThreadCount} threads would not end." : ".")
        + (NeverHappened.Count > 0 ? $"\nnever happened: {string.Join("; ", NeverHappened)}" : "")
        + string.Concat(Warnings.Select(w => $"\nwarning: {w}"));
}
