using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Robustness;

/// <summary>A build looks at many members at once, an editor at many versions of one compilation; all get the answer of one thread alone.</summary>
public sealed class ConcurrencyTests
{
    private const int FileCount = 16;

    [Fact]
    public async Task Many_threads_give_the_answer_of_one()
    {
        var compilation = ManyLoops();
        var expected = Texts(await AnalyzerDiagnostics.OneByOneOf(compilation));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AnalyzerDiagnostics.Of(compilation))));

        Assert.NotEmpty(expected);
        Assert.All(answers, answer => Assert.Equal(expected, Texts(answer)));
    }

    [Fact]
    public async Task One_instance_serves_several_compilations_at_once()
    {
        var analyzers = AnalyzerDiagnostics.AllAnalyzers();
        var compilation = ManyLoops();
        var expected = Texts(await AnalyzerDiagnostics.OneByOneOf(compilation));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(version => Task.Run(() =>
            compilation.WithAssemblyName($"Version{version}").WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync())));

        Assert.All(answers, answer => Assert.Equal(expected, Texts(answer)));
    }

    private static List<string> Texts(IEnumerable<Diagnostic> found) =>
        [.. found.Select(diagnostic => diagnostic.ToString()).Order(StringComparer.Ordinal)];

    private static CSharpCompilation ManyLoops()
    {
        var compilation = Snippet.Compile("", Reference.KafkaVersions["2.15.1"]);
        var options = (CSharpParseOptions)compilation.SyntaxTrees[0].Options;
        return compilation.AddSyntaxTrees(Enumerable.Range(0, FileCount).Select(index => CSharpSyntaxTree.ParseText(
            $"namespace Copy{index};\n{(index % 2 == 0 ? CallGraph.Tangle(10, (uint)index) : Broken)}", options, $"{index}.cs")));
    }

    private static string Broken => Snippet.Worker("while (true) { var order = consumer.Consume(stopping); consumer.Commit(order); handle(order); }");
}
