using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Faults;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>A schedule and the worst promise it broke.</summary>
internal sealed record BrokenPromise(IReadOnlyList<Fault> Schedule, Violation Violation);

/// <summary>What is kept of many runs: counts, and the first schedule that broke the worst promise.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<Property, int> _failures = [];

    public int ScheduleCount { get; private set; }

    public int PostMortemCallCount { get; private set; }

    public BrokenPromise? Worst { get; private set; }

    /// <summary>How many schedules broke this promise.</summary>
    public int FailuresOf(Property property) => _failures.GetValueOrDefault(property);

    public void Add(Run run)
    {
        ScheduleCount++;
        PostMortemCallCount += run.PostMortemCalls;
        foreach (var violation in run.Violations)
        {
            _failures[violation.Property] = FailuresOf(violation.Property) + 1;
            if (Worst is null || violation.Property < Worst.Violation.Property)
                Worst = new BrokenPromise(run.Schedule, violation);
        }
    }
}
