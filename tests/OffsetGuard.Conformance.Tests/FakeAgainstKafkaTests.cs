using Confluent.Kafka;
using OffsetGuard.Approval;
using OffsetGuard.Conformance.Commands;
using OffsetGuard.Conformance.Comparison;
using OffsetGuard.Conformance.Execution;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Tests;

/// <summary>The fake does in every scenario what the real client did on real Kafka.</summary>
public sealed class FakeAgainstKafkaTests
{
    private static readonly string s_folder = Path.Combine(Approve.RepositoryRoot, "tests", "OffsetGuard.Conformance");

    /// <summary>A folder of scenarios each; they may have scenarios of the same name.</summary>
    private static readonly string[] s_suites = ["scenarios", "scenarios-kip848", "scenarios-more"];

    public static TheoryData<string, string> Scenarios()
    {
        var scenarios = new TheoryData<string, string>();
        foreach (var suite in s_suites)
        {
            foreach (var id in IdsOf(suite))
                scenarios.Add(suite, id);
        }

        return scenarios;
    }

    public static TheoryData<string> Suites() => [.. s_suites];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void The_fake_does_what_Kafka_did(string suite, string id)
    {
        var scenario = Scenario.Load(Path.Combine(s_folder, suite, id + ".json"));
        var truth = Observation.Load(TruthOf(suite, id));
        using var fake = new FakeTarget();

        var observed = RunCommand.Observe(scenario, fake);

        var comparison = Comparison.Comparison.Of(
            new Dictionary<string, Observation> { [id] = truth },
            new Dictionary<string, Observation> { [id] = observed },
            Deviation.LoadAll(Path.Combine(s_folder, "deviations.json")));
        Assert.Empty(comparison.Undeclared);
        Assert.Empty(comparison.Stale);
        Assert.True(comparison.StepCount > 0);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_prefix_before_all_names_changes_nothing_that_is_observed(string suite, string id)
    {
        var scenario = Scenario.Load(Path.Combine(s_folder, suite, id + ".json"));
        using var fake = new FakeTarget();

        var prefixed = RunCommand.Observe(scenario, fake, new NamePrefix("run-7-"));

        Assert.Equal(RunCommand.Observe(scenario, fake).Steps.Select(Observation.Text), prefixed.Steps.Select(Observation.Text));
    }

    [Theory]
    [MemberData(nameof(Suites))]
    public void Every_scenario_has_an_observation_and_every_observation_a_scenario(string suite) => Assert.Equal(
        IdsOf(suite),
        ClustersOf(suite).SelectMany(Observed).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Few_steps_are_declared_as_different() =>
        Assert.True(Deviation.LoadAll(Path.Combine(s_folder, "deviations.json")).Count <= 3);

    [Fact]
    public void The_runs_load_no_native_library() => Assert.False(Library.IsLoaded);

    private static IEnumerable<string> IdsOf(string suite) => Scenario.LoadAll(Path.Combine(s_folder, suite)).Select(s => s.Id);

    private static string TruthOf(string suite, string id) => ClustersOf(suite).Select(c => FileOf(c, id)).First(File.Exists);

    /// <summary>Real Kafka where it was asked; the mock cluster for scenarios of our own that were not recorded there yet.</summary>
    private static string[] ClustersOf(string suite) => suite == "scenarios" ? ["kafka", "mock"] : [suite.Replace("scenarios", "kafka", StringComparison.Ordinal)];

    private static string FileOf(string cluster, string id) => Path.Combine(s_folder, "observed", cluster, id + ".json");

    private static IEnumerable<string> Observed(string cluster) => Observation.LoadAll(Path.Combine(s_folder, "observed", cluster)).Keys;
}
