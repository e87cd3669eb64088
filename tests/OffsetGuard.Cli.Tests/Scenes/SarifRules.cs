using System.Text.Json.Nodes;

namespace OffsetGuard.Cli.Tests.Scenes;

/// <summary>What SARIF 2.1.0 requires and what GitHub code scanning refuses or ignores; stricter than the schema where GitHub is.</summary>
internal static class SarifRules
{
    private static readonly string[] Levels = ["none", "note", "warning", "error"];

    public static void Check(string sarif, int resultCount)
    {
        var log = JsonNode.Parse(sarif)!;
        Assert.Equal("2.1.0", Text(log["version"]));
        Assert.StartsWith("https://", Text(log["$schema"]), StringComparison.Ordinal);
        var run = Assert.Single(log["runs"]!.AsArray())!;
        Assert.EndsWith("/", Text(run["automationDetails"]!["id"]), StringComparison.Ordinal);
        Assert.EndsWith("/", Text(run["originalUriBaseIds"]!["SRCROOT"]!["uri"]), StringComparison.Ordinal);
        Assert.NotNull(run["invocations"]![0]!["executionSuccessful"]);

        var driver = run["tool"]!["driver"]!;
        Assert.Equal("OffsetGuard", Text(driver["name"]));
        Assert.Matches(@"^\d+\.\d+\.\d+", Text(driver["semanticVersion"]));
        var rules = driver["rules"]!.AsArray();
        Assert.All(rules, rule => CheckRule(rule!));

        var results = run["results"]!.AsArray();
        Assert.Equal(resultCount, results.Count);
        Assert.All(results, result => CheckResult(result!, rules));
        Assert.Equal(results.Count, results.Select(r => Text(r!["partialFingerprints"]!["offsetguard/v1"])).Distinct().Count());
    }

    private static void CheckRule(JsonNode rule)
    {
        Assert.Matches(@"^OG\d{4}$", Text(rule["id"]));
        Assert.NotEmpty(Text(rule["shortDescription"]!["text"]));
        Assert.InRange(Text(rule["fullDescription"]!["text"]).Length, 1, 1024);
        Assert.NotEmpty(Text(rule["help"]!["text"]));
        Assert.NotEmpty(Text(rule["help"]!["markdown"]));
        Assert.Contains(Text(rule["defaultConfiguration"]!["level"]), Levels);
        Assert.InRange(rule["properties"]!["tags"]!.AsArray().Count, 1, 10);
        Assert.Contains(Text(rule["properties"]!["precision"]), new[] { "very-high", "high", "medium", "low" });
        Assert.Contains(Text(rule["properties"]!["problem.severity"]), new[] { "error", "warning", "recommendation" });
    }

    private static void CheckResult(JsonNode result, JsonArray rules)
    {
        Assert.Equal(Text(result["ruleId"]), Text(rules[(int)result["ruleIndex"]!]!["id"]));
        Assert.Contains(Text(result["level"]), Levels);
        Assert.NotEmpty(Text(result["message"]!["text"]));
        Assert.Matches("^[0-9a-f]+:[1-9][0-9]*$", Text(result["partialFingerprints"]!["primaryLocationLineHash"]));
        CheckLocation(Assert.Single(result["locations"]!.AsArray())!);
        foreach (var flow in result["codeFlows"]?.AsArray() ?? [])
        {
            var steps = Assert.Single(flow!["threadFlows"]!.AsArray())!["locations"]!.AsArray();
            Assert.InRange(steps.Count, 1, 100);
            Assert.All(steps, step => CheckLocation(step!["location"]!));
            Assert.All(steps, step => Assert.NotEmpty(Text(step!["location"]!["message"]!["text"])));
        }
    }

    private static void CheckLocation(JsonNode location)
    {
        var place = location["physicalLocation"]!;
        var uri = Text(place["artifactLocation"]!["uri"]);
        Assert.DoesNotMatch(@"^/|:|\\|^\.\./", uri);
        Assert.Equal("SRCROOT", Text(place["artifactLocation"]!["uriBaseId"]));
        var region = place["region"]!;
        Assert.Equal((int)region["startLine"]!, (int)region["endLine"]!);
        Assert.InRange((int)region["startColumn"]!, 1, (int)region["endColumn"]! - 1);
    }

    private static string Text(JsonNode? node)
    {
        Assert.NotNull(node);
        return node.GetValue<string>();
    }
}
