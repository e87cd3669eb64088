using System.CommandLine;
using System.Text.Json.Nodes;
using OffsetGuard.Conformance.Comparison;
using OffsetGuard.Conformance.Execution;
using OffsetGuard.Conformance.Execution.Live;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Commands;

/// <summary><c>run --target fake|mock|HOST:PORT --scenarios DIR --out DIR [--only PREFIX]</c>.</summary>
internal static class RunCommand
{
    public const string LibraryVariable = "OFFSETGUARD_LIBRDKAFKA";

    public static Command Create()
    {
        var target = new Option<string>("--target") { Description = "fake; mock: the real client over librdkafka's mock cluster (see eng/librdkafka.sh); or host:port of a broker, for the real client over it.", Required = true };
        var scenarios = new Option<string>("--scenarios") { Description = "Folder with scenario files.", Required = true };
        var output = new Option<string>("--out") { Description = "Folder for the observations.", Required = true };
        var only = new Option<string?>("--only") { Description = "Run only scenarios whose id begins like this." };
        var like = new Option<string?>("--like") { Description = "Run only scenarios that this folder of observations has." };
        var command = new Command("run", "Run scenarios and write down what is observed.") { target, scenarios, output, only, like };
        command.SetAction(parsed =>
        {
            using var executor = TargetOf(parsed.GetRequiredValue(target));
            var chosen = Scenario.LoadAll(parsed.GetRequiredValue(scenarios))
                .Where(s => !executor.IsShared || (s.Broker.Count == 0 && s.Cluster is null))   // a running broker has the settings that it has, and nobody kills it
                .Where(s => s.Id.StartsWith(parsed.GetValue(only) ?? "", StringComparison.Ordinal))
                .Where(s => parsed.GetValue(like) is not { } folder || File.Exists(Path.Combine(folder, s.Id + ".json"))).ToList();
            // Live scenarios mostly wait, and each has a cluster of its own.
            Parallel.ForEach(chosen, new ParallelOptions { MaxDegreeOfParallelism = 8 }, scenario =>
                Observe(scenario, executor).Save(parsed.GetRequiredValue(output)));
            Console.WriteLine($"{chosen.Count} scenarios observed by {executor.By}");
            return chosen.Count == 0 ? 2 : 0;
        });
        return command;
    }

    public static Observation Observe(Scenario scenario, ITarget target) => target.IsShared
        ? Observe(scenario, target, new NamePrefix($"og-{Guid.NewGuid():N}-"))
        : new Observation(scenario.Id, target.By, Run(scenario, target));

    public static Observation Observe(Scenario scenario, ITarget target, NamePrefix names) =>
        new(scenario.Id, target.By, [.. Run(names.AddTo(scenario), target).Select(names.RemoveFrom)]);

    private static IReadOnlyList<JsonNode> Run(Scenario scenario, ITarget target)
    {
        using var session = target.Begin(scenario);
        using var run = new ScenarioRun(scenario, session);
        return run.Run();
    }

    private static ITarget TargetOf(string name) => name switch
    {
        "fake" => new FakeTarget(),
        "mock" => new MockTarget(LibraryFor(name)),
        _ when name.Contains(':', StringComparison.Ordinal) => new BrokerTarget(LibraryFor(name), name),
        _ => throw new ArgumentException($"There is no target '{name}'. Use fake, mock, or host:port of a broker."),
    };

    private static string LibraryFor(string target) => Environment.GetEnvironmentVariable(LibraryVariable)
        ?? throw new ArgumentException($"The target '{target}' needs a librdkafka: set {LibraryVariable} to the path that eng/librdkafka.sh prints.");
}
