namespace OffsetGuard.Chaos;

/// <summary>One stage of the exploration, and how much of it was done.</summary>
/// <param name="Name">What was explored, for example "single faults".</param>
/// <param name="ScheduleCount">How many were run, or for the crash closure: how many states a kill can leave behind.</param>
/// <param name="TotalCount">How many there are.</param>
public sealed record ChaosStage(string Name, int ScheduleCount, int TotalCount)
{
    /// <summary>Whether nothing was left out.</summary>
    public bool IsComplete { get; init; } = ScheduleCount == TotalCount;

    /// <inheritdoc/>
    public override string ToString() => IsComplete ? $"{Name} {ScheduleCount} (all)" : $"{Name} {ScheduleCount} of {TotalCount}";
}
