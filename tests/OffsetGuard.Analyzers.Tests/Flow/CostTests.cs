using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OffsetGuard.Analyzers.Tests.Verification;
using OffsetGuard.Approval;

namespace OffsetGuard.Analyzers.Tests.Flow;

/// <summary>What the engine does on fixed code, counted. A change that makes it dearer has to say so here.</summary>
[Collection(nameof(CostTests))]
[CollectionDefinition(nameof(CostTests), DisableParallelization = true)]   // allocated bytes are those of the whole process
public sealed class CostTests
{
    private const string Worker = "samples/OrderService/OrderWorker.cs";

    [Fact]
    public async Task The_worker_of_the_sample_costs_a_graph_for_each_function_around_its_records()
    {
        var analyzer = new KafkaAnalyzer();
        var source = await File.ReadAllTextAsync(Path.Combine(Approve.RepositoryRoot, Worker));

        await OneByOne(Snippet.Compile(source, Reference.KafkaVersions["2.15.1"]), analyzer);

        Assert.Equal((4, 0), (analyzer.Work.GraphCount, analyzer.Work.SummaryCount));
        Assert.InRange(analyzer.Work.VisitCount, 1, 300);
    }

    [Fact]
    public async Task A_method_is_summarized_once_for_all_its_callers()
    {
        var analyzer = new KafkaAnalyzer();

        await OneByOne(Snippet.Compile(Callers(20), Reference.KafkaVersions["2.15.1"]), analyzer);

        Assert.Equal(21, analyzer.Work.GraphCount);
        Assert.InRange(analyzer.Work.SummaryCount, 1, 20);
    }

    [Fact]
    public async Task A_clean_loop_stays_below_a_megabyte_with_the_compiler_around_it()
    {
        var compilation = Snippet.Compile(Callers(1), Reference.KafkaVersions["2.15.1"]);
        await OneByOne(compilation, new KafkaAnalyzer());   // the compiler binds the code once

        var before = GC.GetTotalAllocatedBytes(precise: true);
        await OneByOne(compilation, new KafkaAnalyzer());
        var allocatedBytes = GC.GetTotalAllocatedBytes(precise: true) - before;

        Assert.InRange(allocatedBytes, 1, 1_000_000);
    }

    // Side by side, two threads may build the same graph.
    private static Task OneByOne(Compilation compilation, DiagnosticAnalyzer analyzer) => compilation
        .WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false))
        .GetAnalyzerDiagnosticsAsync();

    private static string Callers(int count) => $$"""
        using Confluent.Kafka;
        public sealed class Loops(IConsumer<string, string> consumer, Action<string> sink)
        {
            {{string.Concat(Enumerable.Range(0, count).Select(n => $"public void Run{n}() {{ while (true) {{ var order = consumer.Consume(); Ship(order); consumer.Commit(order); }} }}\n"))}}
            private void Ship(ConsumeResult<string, string> record) { if (record.Message.Key != "") sink(record.Message.Value); }
        }
        """;
}
