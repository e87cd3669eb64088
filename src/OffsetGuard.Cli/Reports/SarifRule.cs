using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli.Reports;

/// <summary>A rule as <c>reportingDescriptor</c>.</summary>
internal static class SarifRule
{
    private const int FullDescriptionLengthMax = 1024; // GitHub's limit

    public static JsonObject Of(RuleDescription rule) => new()
    {
        ["id"] = rule.Id,
        ["shortDescription"] = Text(rule.Title),
        ["fullDescription"] = Text(Cut(rule.Descriptor.Description.ToString())),
        ["helpUri"] = rule.Descriptor.HelpLinkUri,
        ["help"] = new JsonObject { ["text"] = rule.Page, ["markdown"] = rule.Page },
        ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.DefaultSeverity) },
        ["properties"] = new JsonObject
        {
            ["tags"] = new JsonArray("kafka", "offset", Tag(rule.Effect)),
            ["precision"] = rule.DefaultSeverity == DiagnosticSeverity.Error ? "very-high" : "high",
            ["problem.severity"] = rule.DefaultSeverity == DiagnosticSeverity.Info ? "recommendation" : Level(rule.DefaultSeverity),
        },
    };

    public static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };

    private static string Tag(Effect effect) => effect == Effect.Loss ? "data-loss" : Words.Of(effect);

    private static string Cut(string text) =>
        text.Length <= FullDescriptionLengthMax ? text : text[..(FullDescriptionLengthMax - 3)] + "...";

    private static JsonObject Text(string text) => new() { ["text"] = text };
}
