using System.Text.Json.Nodes;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Tests;

/// <summary>On a shared cluster no name of a scenario goes out without its prefix.</summary>
public sealed class NamePrefixTests
{
    [Theory]
    [InlineData("""{"op":"produce","to":"t/0","values":["t/0"]}""", """{"op":"produce","to":"run-t/0","values":["t/0"]}""")]
    [InlineData("""{"op":"subscribe","on":"c","topics":["t","^t.*"]}""", """{"op":"subscribe","on":"c","topics":["run-t","^run-t.*"]}""")]
    [InlineData("""{"op":"commit","on":"c","record":"last"}""", """{"op":"commit","on":"c","record":"last"}""")]
    [InlineData("""{"op":"commit","on":"c","record":"t/0@2"}""", """{"op":"commit","on":"c","record":"run-t/0@2"}""")]
    [InlineData("""{"op":"store","on":"c","offsets":{"t/0":3}}""", """{"op":"store","on":"c","offsets":{"run-t/0":3}}""")]
    [InlineData("""{"op":"consumer","as":"c","config":{"group.id":"g","client.id":"g"}}""", """{"op":"consumer","as":"c","config":{"group.id":"run-g","client.id":"g"}}""")]
    [InlineData("""{"op":"consumer","as":"c","handlers":{"assigned":{"return":{"t/0":5}}}}""", """{"op":"consumer","as":"c","handlers":{"assigned":{"return":{"run-t/0":5}}}}""")]
    [InlineData("""{"op":"admin","call":"createPartitions","args":{"topic":"t","to":4}}""", """{"op":"admin","call":"createPartitions","args":{"topic":"run-t","to":4}}""")]
    [InlineData("""{"op":"admin","call":"listOffsets","args":{"of":{"t/0":"latest"}}}""", """{"op":"admin","call":"listOffsets","args":{"of":{"run-t/0":"latest"}}}""")]
    [InlineData("""{"op":"subscribe","on":"c","topics":[""]}""", """{"op":"subscribe","on":"c","topics":[""]}""")]
    public void Names_get_the_prefix_and_nothing_else(string step, string expected)
    {
        var scenario = new Scenario("a/b", new Dictionary<string, int> { ["t"] = 1 }, new Dictionary<string, string>(), [new Step(JsonNode.Parse(step)!.AsObject())]);

        var prefixed = new NamePrefix("run-").AddTo(scenario);

        Assert.Equal(expected, prefixed.Steps[0].Fields.ToJsonString());
        Assert.Equal(["run-t"], prefixed.Topics.Keys);
    }

    [Fact]
    public void What_was_observed_has_no_prefix()
    {
        var observed = JsonNode.Parse("""{"result":["run-t/0@1=a",null,3],"events":["+assigned run-t/0,run-t/1"],"run-t/0":"unset"}""")!;

        Assert.Equal(
            """{"result":["t/0@1=a",null,3],"events":["+assigned t/0,t/1"],"t/0":"unset"}""",
            Comparison.Observation.Text(new NamePrefix("run-").RemoveFrom(observed)));
    }
}
