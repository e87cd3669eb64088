using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>How much the engine does. Counters do not depend on the machine, as times would.</summary>
public sealed class WorkTests
{
    private const string Loop = "while (true) { var order = consumer.Consume(stopping); consumer.Commit(order); handle(order); }";

    private static MetadataReference Kafka => Reference.KafkaVersions["2.15.1"];

    [Fact]
    public async Task Without_Kafka_no_graph_is_built()
    {
        var analyzer = new KafkaAnalyzer();

        await AnalyzerDiagnostics.Of(Snippet.Compile(Snippet.Worker(Loop), kafka: null), analyzer);

        Assert.Equal(0, analyzer.Work.GraphCount);
    }

    [Fact]
    public async Task A_member_that_does_not_consume_gets_no_graph()
    {
        var analyzer = new KafkaAnalyzer();

        const string Batch = "foreach (var one in batch) { consumer.Commit(one); handle(one); }";
        await AnalyzerDiagnostics.Of(Snippet.Compile(Snippet.Worker(Batch), Kafka), analyzer);

        Assert.Equal(0, analyzer.Work.GraphCount);
    }

    [Fact]
    public async Task A_member_that_consumes_gets_one_graph_and_a_visit_per_block_and_state()
    {
        var analyzer = new KafkaAnalyzer();

        await AnalyzerDiagnostics.Of(Snippet.Compile(Snippet.Worker(Loop), Kafka), analyzer);

        Assert.Equal(1, analyzer.Work.GraphCount);
        Assert.InRange(analyzer.Work.VisitCount, 1, 8);
    }

    [Fact]
    public async Task Many_files_at_once_give_one_finding_each()
    {
        var compilation = Snippet.Compile(Snippet.Worker(Loop), Kafka);
        var options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        for (var copy = 0; copy < 64; copy++)
            compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(LoopClass(copy), options, $"{copy}.cs"));

        var found = await AnalyzerDiagnostics.Of(compilation);

        Assert.Equal(65, found.Select(d => d.Location.SourceTree!.FilePath).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(65, found.Length);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(5_000)]
    public async Task Too_much_code_is_answered_with_silence(int branchCount)
    {
        var body = new StringBuilder("var order = consumer.Consume(stopping); consumer.Commit(order);\n");
        for (var branch = 0; branch < branchCount; branch++)
            body.Append("if (AtMostOnce) logger.LogInformation(\"x\");\n");
        body.Append("handle(order);");

        Assert.Empty(await AnalyzerDiagnostics.Of(Snippet.Compile(Snippet.Worker(body.ToString()), Kafka)));
    }

    [Fact]
    public async Task A_deep_expression_is_answered_with_silence()
    {
        var sum = string.Concat(Enumerable.Repeat("order.Message.Value + ", 2_000)) + "\"\"";
        var body = $"var order = consumer.Consume(stopping); consumer.Commit(order); handler.Handle({sum});";

        Assert.Empty(await AnalyzerDiagnostics.Of(Snippet.Compile(Snippet.Worker(body), Kafka)));
    }

    [Fact]
    public async Task Independent_branches_do_not_multiply_the_work()
    {
        var body = new StringBuilder("var order = consumer.Consume(stopping);\n");
        for (var branch = 0; branch < 40; branch++)
        {
            body.Append(
                CultureInfo.InvariantCulture,
                $"if (order.Offset == {branch}) {{ var part{branch} = order.Message.Value; logger.LogInformation(part{branch}); }}\n");
        }

        body.Append("handle(order); consumer.Commit(order);");
        var analyzer = new KafkaAnalyzer();

        await AnalyzerDiagnostics.Of(Snippet.Compile(Snippet.Worker(body.ToString()), Kafka), analyzer);

        Assert.InRange(analyzer.Work.VisitCount, 80, 400);
    }

    private static string LoopClass(int copy) => $$"""
        public sealed class Loop{{copy}}(Confluent.Kafka.IConsumer<string, string> consumer, Action<object> handle)
        {
            public void Run(CancellationToken stopping) { {{Loop}} }
        }
        """;
}
