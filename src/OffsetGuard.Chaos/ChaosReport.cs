namespace OffsetGuard.Chaos;

/// <summary>What a chaos test that held has explored.</summary>
/// <param name="ScheduleCount">How many schedules were run, the two without faults included.</param>
/// <param name="CrashPointCount">Before and after every durable effect: how many places there are to be killed at.</param>
/// <param name="EffectCount">Durable effects of the run without faults.</param>
/// <param name="PostMortemCallCount">Calls that killed processes tried to make afterwards; none had an effect.</param>
/// <param name="LeakedThreadCount">Threads of killed processes that would not end; they stay parked until the test run is over.</param>
public sealed record ChaosReport(int ScheduleCount, int CrashPointCount, int EffectCount, int PostMortemCallCount, int LeakedThreadCount)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"Holds under every single kill: {CrashPointCount} crash points at {EffectCount} durable effects, {ScheduleCount} schedules; "
        + $"{PostMortemCallCount} calls of killed processes suppressed"
        + (LeakedThreadCount > 0 ? $", {LeakedThreadCount} threads would not end." : ".");
}
