using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>What analyzers report, without the errors of the compiler.</summary>
internal static class AnalyzerDiagnostics
{
    /// <summary>What Roslyn reports instead of letting an exception of an analyzer through.</summary>
    public const string Crash = "AD0001";

    /// <summary>A new instance of every analyzer of the package.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> AllAnalyzers() =>
    [
        .. typeof(KafkaAnalyzer).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public static Task<ImmutableArray<Diagnostic>> Of(Compilation compilation) => Of(compilation, AllAnalyzers(), isConcurrent: true);

    public static Task<ImmutableArray<Diagnostic>> Of(Compilation compilation, DiagnosticAnalyzer analyzer) =>
        Of(compilation, [analyzer], isConcurrent: true);

    /// <summary>One member after the other, always in the same order.</summary>
    public static Task<ImmutableArray<Diagnostic>> OneByOneOf(Compilation compilation) => Of(compilation, AllAnalyzers(), isConcurrent: false);

    private static Task<ImmutableArray<Diagnostic>> Of(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, bool isConcurrent) =>
        compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: isConcurrent, logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();
}
