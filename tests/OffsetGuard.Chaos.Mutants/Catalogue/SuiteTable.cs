using System.Globalization;
using System.Text;

namespace ChaosMutants;

/// <summary>What the suite has found, as it stands in the documentation.</summary>
internal static class SuiteTable
{
    /// <summary>Programs with the number of schedules in which they hold.</summary>
    public static string OfPrograms(IEnumerable<Outcome> outcomes)
    {
        var text = new StringBuilder("| program | mutants | found |\n|---|---|---|\n");
        foreach (var program in outcomes.GroupBy(o => o.Specimen.Program.Name))
        {
            var mutants = program.Where(o => o.Specimen.Mutant is not null).ToList();
            text.Append(CultureInfo.InvariantCulture, $"| {program.Key} | {mutants.Count} | {mutants.Count(o => o.IsFound)} |\n");
        }

        return text.ToString();
    }

    /// <summary>The mutants of each program, without times.</summary>
    public static string OfMutants(IEnumerable<Outcome> outcomes)
    {
        var text = new StringBuilder();
        foreach (var program in outcomes.Where(o => o.Specimen.Mutant is not null).GroupBy(o => o.Specimen.Program.Name))
        {
            text.Append(CultureInfo.InvariantCulture, $"### {program.Key}\n\n");
            text.Append("| it... | operator | broken promise | schedules | steps | counterexample | points at |\n|---|---|---|---|---|---|---|\n");
            foreach (var outcome in program)
                text.Append(RowOf(outcome)).Append('\n');
            text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One line for the console, with the time it took.</summary>
    public static string LineOf(Outcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{outcome.Specimen.Name,-55} {outcome.Property ?? (outcome.IsRefused ? "(refused)" : "-"),-28} {outcome.ScheduleCount,6} {outcome.Took.TotalMilliseconds,7:0} ms {outcome.StepCount,3}  {(outcome.Property is null ? "" : outcome.Schedule)}");

    private static string RowOf(Outcome outcome)
    {
        var mutant = outcome.Specimen.Mutant!;
        var start = $"| {mutant.Sentence} | {mutant.Mutation} |";
        return outcome.IsFound
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{start} {outcome.Property} | {outcome.ScheduleCount} | {outcome.StepCount} | {outcome.Schedule} | {Code(outcome.CallSite)} |")
            : $"{start} not found | | | | |";
    }

    private static string Code(string line) => line.Length == 0 ? "" : $"`{line}`";
}
