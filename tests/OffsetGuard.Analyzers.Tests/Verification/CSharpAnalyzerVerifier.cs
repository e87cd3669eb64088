using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit.Sdk;

namespace OffsetGuard.Analyzers.Tests.Verification;

/// <summary>Same name, use and marks as in Microsoft.CodeAnalysis.CSharp.Analyzer.Testing, so that one can replace the other.</summary>
internal static class CSharpAnalyzerVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>Compiler errors count as diagnostics too. Every version of the client must give the same answer.</summary>
    public static async Task VerifyAnalyzerAsync(string markup)
    {
        var parsed = Markup.Parse(markup);
        foreach (var (version, kafka) in Reference.TriedKafkaVersions)
        {
            var compilation = Snippet.Compile(parsed.Source, kafka);
            Compare(parsed, await DiagnosticsOf(compilation), $"Confluent.Kafka {version}");
        }
    }

    /// <summary>The same source in a project that refers to a test framework.</summary>
    public static async Task VerifyTestAsync(string markup)
    {
        var parsed = Markup.Parse(markup);
        foreach (var (version, kafka) in Reference.TriedKafkaVersions)
        {
            var compilation = Snippet.Compile(parsed.Source, kafka).AddReferences(Reference.TestFramework);
            Compare(parsed, await DiagnosticsOf(compilation), $"a test with Confluent.Kafka {version}");
        }
    }

    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsOf(Compilation compilation)
    {
        var all = await compilation.WithAnalyzers([new TAnalyzer()]).GetAllDiagnosticsAsync();
        return [.. all.Where(d => d.Severity == DiagnosticSeverity.Error || !d.Id.StartsWith("CS", StringComparison.Ordinal))
            .OrderBy(d => d.Location.SourceSpan)];
    }

    private static void Compare(Markup parsed, ImmutableArray<Diagnostic> actual, string situation)
    {
        var isEqual = actual.Length == parsed.Expected.Count
            && parsed.Expected.Zip(actual, (expected, found) => expected.Matches(found)).All(matches => matches);
        if (isEqual)
            return;

        throw new XunitException(
            $"{situation}: the diagnostics differ from the marks.\nExpected:\n{Lines(parsed.Expected)}\n"
            + $"Actual:\n{Lines(actual.Select(Describe))}\n{parsed.Source}");
    }

    private static string Describe(Diagnostic diagnostic) => $"{diagnostic.Location.SourceSpan} {diagnostic}";

    private static string Lines<T>(IEnumerable<T> items) => string.Concat(items.Select(item => $"  {item}\n"));
}
