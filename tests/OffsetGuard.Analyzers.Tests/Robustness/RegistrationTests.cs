using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>Code without Kafka pays for nothing: one look at the references, and no analyzer hears of the compilation again.</summary>
public sealed class RegistrationTests
{
    private const string Loop = "while (true) { var order = consumer.Consume(stopping); consumer.Commit(order); handle(order); }";

    public static TheoryData<string> AnalyzerNames => [.. AnalyzerDiagnostics.AllAnalyzers().Select(analyzer => analyzer.GetType().Name)];

    [Theory]
    [MemberData(nameof(AnalyzerNames))]
    public async Task Without_Kafka_nothing_is_registered(string analyzer) =>
        Assert.Equal([nameof(AnalyzerTelemetryInfo.CompilationStartActionsCount)], await RegisteredBy(analyzer, kafka: null));

    [Theory]
    [MemberData(nameof(AnalyzerNames))]
    public async Task With_Kafka_more_than_that_is_registered(string analyzer)
    {
        var registered = await RegisteredBy(analyzer, Reference.KafkaVersions["2.15.1"]);

        Assert.NotEqual([nameof(AnalyzerTelemetryInfo.CompilationStartActionsCount)], registered);
    }

    private static async Task<IReadOnlyList<string>> RegisteredBy(string analyzerName, MetadataReference? kafka)
    {
        var analyzer = AnalyzerDiagnostics.AllAnalyzers().Single(a => a.GetType().Name == analyzerName);
        var analysed = Snippet.Compile(Snippet.Worker(Loop), kafka).WithAnalyzers([analyzer]);
        await analysed.GetAnalyzerDiagnosticsAsync();
        var telemetry = await analysed.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None);
        return
        [
            .. typeof(AnalyzerTelemetryInfo).GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(count => count.PropertyType == typeof(int) && (int)count.GetValue(telemetry)! > 0)
                .Select(count => count.Name),
        ];
    }
}
