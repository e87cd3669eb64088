using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using OffsetGuard.Analyzers.Tests.Verification;
using OffsetGuard.Approval;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>Goal: the analyzer survives code that is being typed. Method: each token of a loop is left out once.</summary>
public sealed class UnfinishedCodeTests
{
    private const string Busy = """
        var pending = new List<ConsumeResult<string, string>>();
        var config = new ConsumerConfig { GroupId = "billing", EnableAutoCommit = AtMostOnce ? true : null };
        config.Set("enable.auto.offset.store", "false");
        using var own = builderFor(config).Build();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (own.Consume(TimeSpan.FromSeconds(1)) is not { Message: { } message } order) continue;
                foreach (var one in pending) await handler.HandleAsync(JsonSerializer.Deserialize<Order>(message.Value ?? "")!);
                Retry(() => handle(order));
                switch (order.Message.Key)
                {
                    case "a": own.Commit(order); break;
                    default: (last, var next) = (order, order.Offset + 1); break;
                }
                own.Commit(new[] { new TopicPartitionOffset(order.TopicPartition, order.Offset + 1) });
            }
            catch (ConsumeException error) when (error.Error.IsFatal) { throw; }
            catch { handler?.DeadLetter(last!); }
            finally { own.Commit(); }
        }
        """;

    [Theory]
    [InlineData("samples/Broken/CommitBeforeProcess/OrderLoop.cs")]
    [InlineData("samples/Fixed/AutoCommit/OrderLoop.cs")]
    [InlineData(null)]
    public async Task A_missing_token_crashes_nothing(string? file)
    {
        var source = file is null ? Snippet.Worker(Busy) : await File.ReadAllTextAsync(Path.Combine(Approve.RepositoryRoot, file));
        var tokens = TokensOfRun(source);
        var complete = Snippet.Compile(source, Reference.KafkaVersions["2.15.1"]);

        foreach (var token in tokens)
        {
            var tree = complete.SyntaxTrees[1];
            var unfinished = tree.WithChangedText(tree.GetText().WithChanges(new TextChange(token.Span, "")));
            var found = await AnalyzerDiagnostics.Of(complete.ReplaceSyntaxTree(tree, unfinished));

            Assert.DoesNotContain(found, diagnostic => diagnostic.Id == "AD0001");
        }

        Assert.True(tokens.Count > 50, "The source is too short to say anything.");
    }

    [Fact]
    public async Task The_complete_busy_loop_compiles_and_is_silent()
    {
        var compilation = Snippet.Compile(Snippet.Worker(Busy), Reference.KafkaVersions["2.15.1"]);

        Assert.Empty(await CSharpAnalyzerVerifier<KafkaAnalyzer>.DiagnosticsOf(compilation));
    }

    private static List<SyntaxToken> TokensOfRun(string source)
    {
        var run = CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Single(method => method.Identifier.ValueText == "Run");
        return [.. run.DescendantTokens().Where(token => token.Span.Length > 0)];
    }
}
