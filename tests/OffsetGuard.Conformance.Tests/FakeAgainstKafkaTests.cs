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

    private static IReadOnlyList<string> ScenarioIds { get; } = [.. Scenario.LoadAll(Path.Combine(s_folder, "scenarios")).Select(s => s.Id)];

    public static TheoryData<string> Ids() => [.. ScenarioIds];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_fake_does_what_Kafka_did(string id)
    {
        var scenario = Scenario.Load(Path.Combine(s_folder, "scenarios", id + ".json"));
        var truth = Observation.Load(TruthOf(id));
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
    [MemberData(nameof(Ids))]
    public void A_prefix_before_all_names_changes_nothing_that_is_observed(string id)
    {
        var scenario = Scenario.Load(Path.Combine(s_folder, "scenarios", id + ".json"));
        using var fake = new FakeTarget();

        var prefixed = RunCommand.Observe(scenario, fake, new NamePrefix("run-7-"));

        Assert.Equal(RunCommand.Observe(scenario, fake).Steps.Select(Observation.Text), prefixed.Steps.Select(Observation.Text));
    }

    [Fact]
    public void Every_scenario_has_an_observation_and_every_observation_a_scenario() => Assert.Equal(
        ScenarioIds,
        Observed("kafka").Union(Observed("mock")).Order(StringComparer.Ordinal));

    [Fact]
    public void Few_steps_are_declared_as_different() =>
        Assert.True(Deviation.LoadAll(Path.Combine(s_folder, "deviations.json")).Count <= 3);

    [Fact]
    public void The_runs_load_no_native_library() => Assert.False(Library.IsLoaded);

    /// <summary>Real Kafka where it was asked; the mock cluster for scenarios of our own that were not recorded there yet.</summary>
    private static string TruthOf(string id) => File.Exists(FileOf("kafka", id)) ? FileOf("kafka", id) : FileOf("mock", id);

    private static string FileOf(string cluster, string id) => Path.Combine(s_folder, "observed", cluster, id + ".json");

    private static IEnumerable<string> Observed(string cluster) => Observation.LoadAll(Path.Combine(s_folder, "observed", cluster)).Keys;
}
