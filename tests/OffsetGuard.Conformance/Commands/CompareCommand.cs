using System.CommandLine;
using OffsetGuard.Conformance.Comparison;

namespace OffsetGuard.Conformance.Commands;

/// <summary><c>compare DIR1 DIR2 [--deviations FILE]</c>: exit 1 and a table of the steps that differ.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var truth = new Argument<string>("truth") { Description = "Folder with the observations that are right." };
        var observed = new Argument<string>("observed") { Description = "Folder with the observations to judge." };
        var deviations = new Option<string?>("--deviations") { Description = "File with the differences that are meant." };
        var command = new Command("compare", "Compare two sets of observations.") { truth, observed, deviations };
        command.SetAction(parsed =>
        {
            var meant = parsed.GetValue(deviations) is { } file ? Deviation.LoadAll(file) : [];
            var comparison = Comparison.Comparison.Of(
                Observation.LoadAll(parsed.GetRequiredValue(truth)), Observation.LoadAll(parsed.GetRequiredValue(observed)), meant);
            foreach (var difference in comparison.Undeclared)
                Console.WriteLine(difference);
            foreach (var stale in comparison.Stale)
                Console.WriteLine($"{stale.Scenario} step {stale.Step} is declared as a deviation and does not differ");
            if (comparison.Missing.Count > 0)
                Console.WriteLine($"not run, so not compared: {string.Join(", ", comparison.Missing)}");
            Console.WriteLine(
                $"{comparison.StepCount} steps compared: {comparison.Undeclared.Count} undeclared differences, "
                + $"{comparison.Declared.Count} declared, {comparison.Stale.Count} stale declarations");
            return comparison.StepCount == 0 ? 2 : comparison.Undeclared.Count + comparison.Stale.Count > 0 ? 1 : 0;
        });
        return command;
    }
}
