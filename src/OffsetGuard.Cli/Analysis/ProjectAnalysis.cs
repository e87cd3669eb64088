using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OffsetGuard.Analyzers.Kafka;
using OffsetGuard.Cli.Loading;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli.Analysis;

/// <summary>Runs our analyzers, and no others, on one compilation.</summary>
internal sealed class ProjectAnalysis(GateRules rules)
{
    internal sealed record Result(ImmutableArray<RawFinding> Findings, ConsumerInventory Inventory, ImmutableArray<string> Crashes);

    public async Task<Result> Run(LoadedProject project, CancellationToken cancellation)
    {
        var options = new CompilationWithAnalyzersOptions(
            project.Options,
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        var diagnostics = await project.Compilation.WithAnalyzers(rules.Analyzers, options).GetAnalyzerDiagnosticsAsync(cancellation);

        var reader = new FindingReader(rules, project.Compilation);
        var crashes = diagnostics.Where(IsCrash).Select(d => d.GetMessage()).Distinct();
        var findings = diagnostics.Where(d => !IsCrash(d) && d.Severity != DiagnosticSeverity.Hidden && d.Location.IsInSource);
        return new Result(
            [.. findings.Select(reader.Read)],
            rules.TakeInventory(project.Compilation, cancellation),
            [.. crashes.Order(StringComparer.Ordinal)]);
    }

    private static bool IsCrash(Diagnostic diagnostic) => diagnostic.Id == "AD0001";
}
