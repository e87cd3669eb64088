using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Faults;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>A plan and the worst promise it broke.</summary>
internal sealed record BrokenPromise(RunPlan Plan, Violation Violation);

/// <summary>What is kept of many runs: counts, and of the schedules that broke the worst promise the one that is easiest to read.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly SortedDictionary<int, Warning> _warnings = [];   // by rank
    private readonly List<ChaosStage> _stages = [];

    public int ScheduleCount { get; private set; }

    public int PostMortemCallCount { get; private set; }

    public BrokenPromise? Worst { get; private set; }

    public IReadOnlyList<ChaosStage> Stages => _stages;

    /// <summary>What has happened in some run of that which ought to.</summary>
    public SortedSet<string> Reached { get; } = new(StringComparer.Ordinal);

    /// <summary>What is only worth a word: one line for each promise, with the first schedule that breaks it.</summary>
    public IReadOnlyList<string> Warnings => [.. _warnings.Values.Select(w => w.Text)];

    /// <summary>How many schedules broke this promise.</summary>
    public int FailuresOf(string promise) => _failures.GetValueOrDefault(promise);

    /// <summary>How much was explored and how often this promise broke: what the counterexample of one schedule cannot know.</summary>
    public string Summary(string promise, ChaosOptions options)
    {
        var others = FailuresOf(promise) - 1;
        var also = others > 0 ? $"; {others} more break the same promise" : "";
        var limits = options with { HtmlReport = null } == new ChaosOptions() ? "" : $"\noptions: {options}";
        return $"\nexplored: {ScheduleCount} schedules{also}{limits}\n";
    }

    /// <summary>A stage is done, or about to be.</summary>
    public void Add(ChaosStage stage) => _stages.Add(stage);

    /// <summary>Counts a run whose verdict is known already.</summary>
    public void Count(Run run)
    {
        ScheduleCount++;
        PostMortemCallCount += run.PostMortemCalls;
    }

    public void Add(Outcome outcome)
    {
        ScheduleCount++;
        PostMortemCallCount += outcome.PostMortemCallCount;
        Reached.UnionWith(outcome.Reached);
        if (!outcome.IsStruck)
            return;   // the program is on another way: nothing that goes wrong can be told in the words of this plan
        foreach (var warning in outcome.Warnings)
            _warnings.TryAdd(warning.Rank, new Warning(outcome.Plan, warning));
        foreach (var violation in outcome.Violations)
        {
            _failures[violation.Id] = FailuresOf(violation.Id) + 1;
            var broken = new BrokenPromise(outcome.Plan, violation);
            if (Worst is null || RankOf(broken).CompareTo(RankOf(Worst)) < 0)
                Worst = broken;
        }
    }

    /// <summary>Fewest faults first, and kills before others; of equals the first that was found stays.</summary>
    private static (int Promise, int Faults, int Others) RankOf(BrokenPromise broken) =>
        (broken.Violation.Rank, broken.Plan.Faults.Count, broken.Plan.Faults.Count(f => f.Kind != FaultKind.Kill));
}
