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

    /// <summary>Folders with scenarios, and those with what real clusters did in them; the first that has an observation is right.</summary>
    private static readonly SortedDictionary<string, string[]> s_sets = new(StringComparer.Ordinal)
    {
        // The mock cluster stands in for scenarios of our own that were not recorded on real Kafka yet.
        ["scenarios"] = ["kafka", "mock"],
        ["scenarios-cluster"] = ["kafka-cluster"],
        ["scenarios-kip848"] = ["kafka-kip848"],
        ["scenarios-more"] = ["kafka-more"],
    };

    public static TheoryData<string> Sets() => [.. s_sets.Keys];

    public static TheoryData<string, string> Ids() => IdsOf(s_sets.Keys);

    /// <summary>A cluster whose brokers are killed is shared by nobody.</summary>
    public static TheoryData<string, string> IdsForSharedClusters() => IdsOf(s_sets.Keys.Except(["scenarios-cluster"]));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_fake_does_what_Kafka_did(string set, string id)
    {
        var scenario = Scenario.Load(FileOf(set, id));
        var truth = Observation.Load(s_sets[set].Select(o => FileOf(Path.Combine("observed", o), id)).First(File.Exists));
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
    [MemberData(nameof(IdsForSharedClusters))]
    public void A_prefix_before_all_names_changes_nothing_that_is_observed(string set, string id)
    {
        var scenario = Scenario.Load(FileOf(set, id));
        using var fake = new FakeTarget();

        var prefixed = RunCommand.Observe(scenario, fake, new NamePrefix("run-7-"));

        Assert.Equal(RunCommand.Observe(scenario, fake).Steps.Select(Observation.Text), prefixed.Steps.Select(Observation.Text));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_scenario_has_an_observation_and_every_observation_a_scenario(string set) =>
        Assert.Equal(IdsOf(set), s_sets[set].SelectMany(Observed).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Few_steps_are_declared_as_different() =>
        Assert.True(Deviation.LoadAll(Path.Combine(s_folder, "deviations.json")).Count <= 3);

    [Fact]
    public void The_runs_load_no_native_library() => Assert.False(Library.IsLoaded);

    private static TheoryData<string, string> IdsOf(IEnumerable<string> sets)
    {
        var ids = new TheoryData<string, string>();
        foreach (var set in sets)
            IdsOf(set).ForEach(id => ids.Add(set, id));
        return ids;
    }

    private static List<string> IdsOf(string set) => [.. Scenario.LoadAll(Path.Combine(s_folder, set)).Select(s => s.Id)];

    private static string FileOf(string folder, string id) => Path.Combine(s_folder, folder, id + ".json");

    private static IEnumerable<string> Observed(string cluster) => Observation.LoadAll(Path.Combine(s_folder, "observed", cluster)).Keys;
}
