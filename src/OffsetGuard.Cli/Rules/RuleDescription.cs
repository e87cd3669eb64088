using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers;

namespace OffsetGuard.Cli.Rules;

/// <summary>One rule as the reports show it. Its page, docs/rules/ID.md, is the one text behind `explain` and the help of SARIF.</summary>
internal sealed record RuleDescription(Effect Effect, DiagnosticDescriptor Descriptor, string Page)
{
    public string Id => Descriptor.Id;

    public string Title => Descriptor.Title.ToString();

    public DiagnosticSeverity DefaultSeverity => Descriptor.DefaultSeverity;
}
