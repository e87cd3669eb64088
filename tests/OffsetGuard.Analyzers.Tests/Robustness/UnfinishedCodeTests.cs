using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>
/// Goal: the analyzers survive code that is being typed. Method: in every known source each token is left out once. Some dozens of such
/// files are one compilation, each in a namespace of its own, and of all of them every n-th is taken, so that a run stays within seconds
/// however much code there is; with OFFSETGUARD_EVERY_TOKEN=1 none is left out.
/// </summary>
public sealed class UnfinishedCodeTests
{
    private const int FilesMax = 1_000;
    private const int FilesPerCompilation = 32;

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
            catch { handler?.DeadLetter(last!); throw; }
            finally { own.Commit(); }
        }
        """;

    [Fact]
    public async Task A_missing_token_crashes_nothing()
    {
        var files = UnfinishedFiles();
        var kafkaVersions = Reference.KafkaVersions.Values.ToList();

        foreach (var (index, chunk) in files.Chunk(FilesPerCompilation).Index())
        {
            var found = await AnalyzerDiagnostics.Of(CompilationOf(chunk, kafkaVersions[index % kafkaVersions.Count]));
            Assert.DoesNotContain(found, diagnostic => diagnostic.Id == AnalyzerDiagnostics.Crash);
        }

        Assert.InRange(files.Count, FilesMax / 2, int.MaxValue);
    }

    [Fact]
    public void Every_snippet_sample_and_page_takes_part()
    {
        Assert.InRange(KnownSources.All.Count, 50, int.MaxValue);
        Assert.Contains(KnownSources.All, source => source.Text == Busy);
        Assert.Contains(KnownSources.All, source => source.Text.Contains("namespace Samples.Broken.AutoCommit", StringComparison.Ordinal));
        Assert.Contains(KnownSources.All, source => source.Text.Contains("Action<string> ship", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_complete_busy_loop_compiles_and_is_silent()
    {
        var compilation = Snippet.Compile(Snippet.Worker(Busy), Reference.KafkaVersions["2.15.1"]);

        Assert.Empty(await CSharpAnalyzerVerifier<KafkaAnalyzer>.DiagnosticsOf(compilation));
    }

    private static List<string> UnfinishedFiles()
    {
        var all = KnownSources.All.SelectMany(source => source.WithoutOneToken()).ToList();
        var step = Environment.GetEnvironmentVariable("OFFSETGUARD_EVERY_TOKEN") == "1" ? 1 : (all.Count + FilesMax - 1) / FilesMax;
        return [.. all.Where((_, index) => index % step == 0)];
    }

    private static CSharpCompilation CompilationOf(IReadOnlyList<string> files, MetadataReference kafka)
    {
        var compilation = Snippet.Compile("", kafka);
        var options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        return compilation.AddSyntaxTrees(files.Select((file, index) =>
            CSharpSyntaxTree.ParseText($"namespace Unfinished{index};\n{file}", options, $"{index}.cs")));
    }
}
