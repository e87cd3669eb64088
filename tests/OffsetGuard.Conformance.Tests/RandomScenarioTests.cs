using OffsetGuard.Conformance.Commands;
using OffsetGuard.Conformance.Comparison;
using OffsetGuard.Conformance.Execution;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Tests;

/// <summary>Random scripts: eng/random.sh compares them with the real client; here it is enough that the fake has an answer to every call.</summary>
public sealed class RandomScenarioTests
{
    private const int SeedCount = 300;

    [Fact]
    public void The_same_seed_gives_the_same_script_and_another_one_another()
    {
        var first = RandomScenario.Invent(7).ToJsonString();

        Assert.Equal(first, RandomScenario.Invent(7).ToJsonString());
        Assert.NotEqual(first, RandomScenario.Invent(8).ToJsonString());
    }

    [Fact]
    public void The_fake_answers_random_calls_as_a_client_would()
    {
        using var fake = new FakeTarget();
        var steps = Enumerable.Range(1, SeedCount).SelectMany(seed => RunCommand.Observe(Scenario.Of(RandomScenario.Invent(seed)), fake).Steps)
            .Select(Observation.Text).ToList();

        Assert.DoesNotContain(steps, s => s.Contains("Invariant") || s.Contains("NotSupported") || s.Contains("NullReference"));
        Assert.Contains(steps, s => s.Contains("!Local_NoOffset"));
        Assert.Contains(steps, s => s.Contains("t/0@0=v0"));
        Assert.True(steps.Count > SeedCount * 10);
    }
}
