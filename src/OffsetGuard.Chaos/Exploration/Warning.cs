using OffsetGuard.Chaos.Checking;
using OffsetGuard.Chaos.Reporting;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>A promise that only warns, and a plan that breaks it.</summary>
internal sealed record Warning(RunPlan Plan, Violation Violation)
{
    public string Text => $"{Violation.Id}: {PromiseNames.HeadlineOf(Violation, $"{Violation.Partition}@{Violation.Offset}", committed: null)} ({Schedule})";

    private string Schedule => ReplayCode.InWords(Plan) is { Length: > 0 } words ? words : "without a fault";
}
