using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>What the analyzer reports, without the errors of the compiler.</summary>
internal static class AnalyzerDiagnostics
{
    public static Task<ImmutableArray<Diagnostic>> Of(Compilation compilation) => Of(compilation, new KafkaAnalyzer());

    public static Task<ImmutableArray<Diagnostic>> Of(Compilation compilation, DiagnosticAnalyzer analyzer) => compilation
        .WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false))
        .GetAnalyzerDiagnosticsAsync();
}
