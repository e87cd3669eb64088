using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using OffsetGuard.Analyzers.Configuration;
using OffsetGuard.Analyzers.Tests.Verification;
using OffsetGuard.Approval;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>What a project says about a method wins over what the method looks like.</summary>
public sealed class FlowOptionsTests
{
    [Theory]
    [InlineData("", "OG1001")]
    [InlineData("offsetguard.observer_methods = Handle")]
    [InlineData("offsetguard.observer_methods = Other, IHandler.Handle")]
    [InlineData("offsetguard.observer_methods = Elsewhere.Handle", "OG1001")]
    public async Task A_method_that_only_looks_is_no_late_effect(string option, params string[] expected) => Assert.Equal(
        expected, await FindingsIn("consumer.Commit(order); handler.Handle(order.Message.Value);", option));

    [Theory]
    [InlineData("")]
    [InlineData("offsetguard.processing_methods = GetHashCode", "OG1001")]
    public async Task A_method_that_processes_is_a_late_effect(string option, params string[] expected) => Assert.Equal(
        expected, await FindingsIn("consumer.Commit(order); order.Message.Value.GetHashCode();", option));

    [Theory]
    [InlineData("", "OG1005")]
    [InlineData("offsetguard.dead_letter_methods = Snippet.Park", "OG1005")]
    [InlineData("offsetguard.dead_letter_methods = Worker.Park")]
    public async Task A_method_that_keeps_the_record_settles_a_failure(string option, params string[] expected) => Assert.Equal(
        expected,
        await FindingsIn(
            """
            try { handle(order); } catch { Park(order); }
            consumer.Commit(order);
            void Park(ConsumeResult<string, string> record) => Console.WriteLine(record.Message.Key);
            """,
            option));

    [Theory]
    [InlineData("")]
    [InlineData("offsetguard.commit_methods = Acknowledge", "OG1001")]
    public async Task A_method_that_commits_is_a_commit(string option, params string[] expected) => Assert.Equal(
        expected, await FindingsIn("Acknowledge(order); handle(order);", option));

    [Fact]
    public void The_page_of_the_analyzers_lists_every_option()
    {
        var page = File.ReadAllText(Path.Combine(Approve.RepositoryRoot, "docs", "analyzers.md")).ReplaceLineEndings("\n");

        var rows = string.Concat(FlowOptions.All.Select(option => $"| `{option.Key}` | {option.Meaning} |\n"));
        Assert.Contains($"<!-- options -->\n| option | a method of the list |\n|---|---|\n{rows}<!-- /options -->", page, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<string>> FindingsIn(string body, string option)
    {
        var source = Snippet.Worker($"while (true) {{ var order = consumer.Consume(stopping); {body} }}");
        var compilation = Snippet.Compile(source, Reference.KafkaVersions["2.15.1"]);
        var options = new AnalyzerOptions([], new Settings(option));
        var analysed = compilation.WithAnalyzers([new KafkaAnalyzer()], options);
        return (await analysed.GetAnalyzerDiagnosticsAsync()).Select(finding => finding.Id);
    }

    /// <summary>One line of an .editorconfig, for every file.</summary>
    private sealed class Settings(string line) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Line(line);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Line("");

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Line("");
    }

    private sealed class Line(string line) : AnalyzerConfigOptions
    {
        private readonly ImmutableArray<string> parts = [.. line.Split(" = ")];

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = parts[0] == key ? parts[1] : null;
            return value is not null;
        }
    }
}
