using System.Text.Json.Nodes;
using OffsetGuard.Cli.Analysis;

namespace OffsetGuard.Cli.Reports;

/// <summary>A finding as <c>result</c>, with its path as a code flow.</summary>
internal sealed class SarifResult(string sourceRoot)
{
    public const string RootId = "SRCROOT";

    private const int StepsMax = 100;

    public JsonObject Of(Finding finding, int ruleIndex)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule.Id,
            ["ruleIndex"] = ruleIndex,
            ["level"] = SarifRule.Level(finding.Severity),
            ["message"] = Text(finding.Message),
            ["locations"] = new JsonArray(Primary(finding)),
            ["partialFingerprints"] = new JsonObject
            {
                ["offsetguard/v1"] = finding.Fingerprint,
                ["primaryLocationLineHash"] = finding.LineHash,
            },
            ["properties"] = new JsonObject { ["effect"] = Words.Of(finding.Rule.Effect) },
        };
        if (finding.Steps is not [])
            result["codeFlows"] = new JsonArray(CodeFlow(finding));
        if (finding.IsSuppressed)
            result["suppressions"] = new JsonArray(new JsonObject { ["kind"] = "inSource" });
        return result;
    }

    private JsonObject Primary(Finding finding)
    {
        var location = Location(finding.Place);
        if (finding.Symbol.Length > 0)
            location["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = finding.Symbol });
        return location;
    }

    private JsonObject CodeFlow(Finding finding) => new()
    {
        ["threadFlows"] = new JsonArray(new JsonObject
        {
            ["locations"] = new JsonArray([.. finding.Steps.Take(StepsMax).Select(Step)]),
        }),
    };

    private JsonObject Step(FindingStep step)
    {
        var location = Location(step.Place);
        location["message"] = Text(step.Text);
        return new JsonObject { ["location"] = location, ["importance"] = "essential" };
    }

    private JsonObject Location(CodePlace place) => new()
    {
        ["physicalLocation"] = new JsonObject
        {
            ["artifactLocation"] = Artifact(place.Path),
            ["region"] = Region(place),
        },
    };

    // One line: a pull request shows a result only if all its lines are part of the diff.
    private static JsonObject Region(CodePlace place) => new()
    {
        ["startLine"] = place.StartLine,
        ["startColumn"] = place.StartColumn,
        ["endLine"] = place.StartLine,
        ["endColumn"] = place.EndLine == place.StartLine ? place.EndColumn : place.LineText.Length + 1,
        ["snippet"] = Text(place.LineText),
    };

    private JsonObject Artifact(string path)
    {
        var relative = Path.GetRelativePath(sourceRoot, path).Replace('\\', '/');
        if (relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative))
            return new JsonObject { ["uri"] = new Uri(path).AbsoluteUri };

        var escaped = string.Join('/', relative.Split('/').Select(Uri.EscapeDataString));
        return new JsonObject { ["uri"] = escaped, ["uriBaseId"] = RootId };
    }

    private static JsonObject Text(string text) => new() { ["text"] = text };
}
