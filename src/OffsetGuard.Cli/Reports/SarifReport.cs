using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using OffsetGuard.Cli.Analysis;
using OffsetGuard.Cli.Loading;

namespace OffsetGuard.Cli.Reports;

/// <summary>SARIF 2.1.0 in the subset that GitHub code scanning reads, plus what other viewers use.</summary>
internal sealed class SarifReport(string sourceRoot)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly SarifResult results = new(sourceRoot);

    public void Write(Report report, TextWriter writer)
    {
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(Run(report)),
        };
        writer.WriteLine(log.ToJsonString(Indented));
    }

    private JsonObject Run(Report report)
    {
        var findings = report.Findings.Concat(report.Suppressed).ToList();
        var rules = findings.Select(f => f.Rule).DistinctBy(r => r.Id).OrderBy(r => r.Id, StringComparer.Ordinal).ToList();
        return new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "OffsetGuard",
                    ["semanticVersion"] = Version,
                    ["informationUri"] = "https://github.com/offsetguard/offsetguard",
                    ["rules"] = new JsonArray([.. rules.Select(SarifRule.Of)]),
                },
            },
            ["automationDetails"] = new JsonObject { ["id"] = $"offsetguard/{report.Subject}/" },
            ["columnKind"] = "utf16CodeUnits",
            ["originalUriBaseIds"] = new JsonObject
            {
                [SarifResult.RootId] = new JsonObject { ["uri"] = new Uri(sourceRoot + Path.DirectorySeparatorChar).AbsoluteUri },
            },
            ["invocations"] = new JsonArray(Invocation(report)),
            ["results"] = new JsonArray([.. findings.Select(f => results.Of(f, rules.FindIndex(r => r.Id == f.Rule.Id)))]),
        };
    }

    private static string Version => typeof(SarifReport).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static JsonObject Invocation(Report report) => new()
    {
        ["executionSuccessful"] = report.Problems is [] && report.Crashes is [],
        ["toolExecutionNotifications"] = new JsonArray(
        [
            .. report.Crashes.Select(crash => Notification("error", crash)),
            .. report.Problems.Select(problem => Notification("error", Sentence(problem))),
            .. report.Notes.Select(note => Notification("note", note)),
        ]),
    };

    private static JsonObject Notification(string level, string text) =>
        new() { ["level"] = level, ["message"] = new JsonObject { ["text"] = text } };

    private static string Sentence(LoadProblem problem) =>
        $"{Path.GetFileName(problem.Project)} {problem.What}. {string.Concat(problem.Details.Select(d => d + "\n"))}{problem.NextStep}";
}
