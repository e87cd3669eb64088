using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OffsetGuard.Analyzers;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Cli.Rules;

/// <summary>The analyzers to run, the rules they may report, and the census of what there was to analyse.</summary>
internal sealed record GateRules(
    ImmutableArray<DiagnosticAnalyzer> Analyzers,
    ImmutableArray<RuleDescription> Rules,
    Func<Compilation, CancellationToken, ConsumerInventory> TakeInventory)
{
    public static GateRules BuiltIn { get; } = new(
        [.. typeof(RuleCatalogue).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)],
        [.. RuleCatalogue.All
            .OrderBy(rule => rule.Id, StringComparer.Ordinal)
            .Select(rule => new RuleDescription(rule.Effect, rule.Descriptor, PageOf(rule)))],
        ConsumerInventory.Of);

    public RuleDescription? Find(string id) => Rules.FirstOrDefault(rule => string.Equals(rule.Id, id, StringComparison.OrdinalIgnoreCase));

    public RuleDescription Get(string id) =>
        Find(id) ?? throw new InvalidOperationException(
            $"An analyzer reported {id}, but there are only {string.Join(", ", Rules.Select(r => r.Id))}.");

    // A rule enters the catalogue before its page is written; until then its own words stand in.
    private static string PageOf(Rule rule)
    {
        using var stream = typeof(GateRules).Assembly.GetManifestResourceStream("rules/" + rule.Id);
        if (stream is null)
            return $"# {rule.Id}: {rule.Title}\n\n{rule.Descriptor.Description}\n";
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
