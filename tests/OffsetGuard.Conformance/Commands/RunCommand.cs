using System.CommandLine;
using OffsetGuard.Conformance.Comparison;
using OffsetGuard.Conformance.Execution;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Commands;

/// <summary><c>run --target fake --scenarios DIR --out DIR [--only PREFIX]</c>.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var target = new Option<string>("--target") { Description = "fake.", Required = true };
        var scenarios = new Option<string>("--scenarios") { Description = "Folder with scenario files.", Required = true };
        var output = new Option<string>("--out") { Description = "Folder for the observations.", Required = true };
        var only = new Option<string?>("--only") { Description = "Run only scenarios whose id begins like this." };
        var command = new Command("run", "Run scenarios and write down what is observed.") { target, scenarios, output, only };
        command.SetAction(parsed =>
        {
            using var executor = TargetOf(parsed.GetRequiredValue(target));
            var chosen = Scenario.LoadAll(parsed.GetRequiredValue(scenarios))
                .Where(s => s.Id.StartsWith(parsed.GetValue(only) ?? "", StringComparison.Ordinal)).ToList();
            foreach (var scenario in chosen)
                Observe(scenario, executor).Save(parsed.GetRequiredValue(output));
            Console.WriteLine($"{chosen.Count} scenarios observed by {executor.By}");
            return chosen.Count == 0 ? 2 : 0;
        });
        return command;
    }

    public static Observation Observe(Scenario scenario, ITarget target)
    {
        using var session = target.Begin(scenario);
        using var run = new ScenarioRun(scenario, session);
        return new Observation(scenario.Id, target.By, run.Run());
    }

    private static ITarget TargetOf(string name) => name switch
    {
        "fake" => new FakeTarget(),
        _ => throw new ArgumentException($"There is no target '{name}'. Use: fake."),
    };
}
