using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>Code that is longer or deeper than people write it; generators do. It may be too much to judge, never too much to survive.</summary>
public sealed class LargeCodeTests
{
    [Theory]
    [InlineData("many statements", 5_000, "", "handle(order);\n", "")]
    [InlineData("many consume calls", 500, "", "order = consumer.Consume(stopping); handle(order); consumer.Commit(order);\n", "")]
    [InlineData("many commits", 1_000, "", "consumer.Commit(order);\n", "")]
    [InlineData("many cases", 1_000, "switch (order.Offset.Value) {\n", "case {i}: handle(order); break;\n", "}")]
    [InlineData("many variables", 1_000, "", "var v{i} = order.Message.Value; handler.Handle(v{i});\n", "")]
    [InlineData("many loops", 500, "", "foreach (var one in batch) handle(one);\n", "")]
    [InlineData("many handlers", 300, "", "try { handle(order); } catch (KafkaException) when (AtMostOnce) { consumer.Commit(order); } finally { logger.LogInformation(\"x\"); }\n", "")]
    [InlineData("many lambdas", 500, "", "Retry(() => handle(order));\n", "")]
    [InlineData("a long list", 5_000, "consumer.Commit(new TopicPartitionOffset[] {\n", "new(order.TopicPartition, order.Offset + 1),\n", "});")]
    public Task Long_code_crashes_nothing(string what, int count, string before, string part, string after) =>
        AssertNoCrash(what, before + Repeated(part, count) + after);

    [Theory]
    [InlineData("nested ifs", 300, "if (AtMostOnce) {", "}")]
    [InlineData("nested loops", 100, "while (AtMostOnce) {", "}")]
    [InlineData("nested handlers", 60, "try {", "} catch (Exception) { handle(order); } finally { consumer.Commit(order); }")]
    [InlineData("nested lambdas", 60, "Retry(() => {", "});")]
    [InlineData("nested local functions", 60, "void F() {", "} F();")]
    [InlineData("nested calls", 100, "handle(Same(() => {", "return order; }));")]
    [InlineData("nested conditions", 300, "if (order.Offset == 1 ? AtMostOnce : order.Key is { Length: > 2 } && batch.Count > 3) {", "}")]
    public Task Deep_code_crashes_nothing(string what, int depth, string open, string close) => AssertNoCrash(
        what, string.Concat(Enumerable.Repeat(open, depth)) + "handle(order);" + string.Concat(Enumerable.Repeat(close, depth)));

    private static string Repeated(string part, int count) => string.Concat(
        Enumerable.Range(0, count).Select(index => part.Replace("{i}", $"{index}", StringComparison.Ordinal)));

    private static async Task AssertNoCrash(string what, string body)
    {
        const string Same = "ConsumeResult<string, string> Same(Func<ConsumeResult<string, string>> make) => make();\n";
        var source = Snippet.Worker($"{Same}var order = consumer.Consume(stopping);\n{body}\nconsumer.Commit(order);\n");
        var compilation = Snippet.Compile(source, Reference.KafkaVersions["2.15.1"]);

        var found = await AnalyzerDiagnostics.Of(compilation);

        Assert.True(found.All(diagnostic => diagnostic.Id != AnalyzerDiagnostics.Crash), $"{what}: {string.Join('\n', found)}");
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }
}
