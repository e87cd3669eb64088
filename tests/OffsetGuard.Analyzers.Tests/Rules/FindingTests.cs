using System.Globalization;
using Microsoft.CodeAnalysis;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>A flow diagnostic tells the path: locations in order, one text for each.</summary>
public sealed class FindingTests
{
    private const string Broken = """
        using Confluent.Kafka;
        public sealed class Loop(System.Action<string> handle)
        {
            public void Run(IConsumer<string, string> consumer)
            {
                var order = consumer.Consume();
                consumer.Commit(order);
                handle(order.Message.Value);
            }
        }
        """;

    private const string Auto = """
        using Confluent.Kafka;
        public sealed class Loop(System.Action<string> handle)
        {
            public void Run()
            {
                var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = nameof(Loop) }).Build();
                handle(consumer.Consume().Message.Value);
            }
        }
        """;

    [Fact]
    public async Task A_commit_before_processing_names_the_record_the_effect_and_its_line()
    {
        var finding = await OnlyFindingIn(Broken);

        Assert.Equal(
            "offset of 'order' is committed here, but 'handle' at line 8 still processes it: a crash in between loses the record",
            finding.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(DiagnosticSeverity.Error, finding.Severity);
    }

    [Fact]
    public async Task A_commit_before_processing_leads_from_consume_over_commit_to_effect()
    {
        var finding = await OnlyFindingIn(Broken);

        Assert.Equal(
            [
                "consumer.Consume(): 'order' is consumed here",
                "consumer.Commit(order): its offset is committed here",
                "handle(order.Message.Value): 'handle' still processes it here",
            ],
            StepsOf(finding));
    }

    [Fact]
    public async Task Unsafe_auto_commit_leads_from_the_configuration_over_consume_to_effect()
    {
        var finding = await OnlyFindingIn(Auto);

        Assert.Equal(
            [
                "new ConsumerConfig { GroupId = nameof(Loop) }: the client stores and commits offsets by itself",
                "consumer.Consume(): the offset of the record is stored before it is handed over here",
                "handle(consumer.Consume().Message.Value): 'handle' processes it here, while the timer may commit it",
            ],
            StepsOf(finding));
    }

    private static async Task<Diagnostic> OnlyFindingIn(string source)
    {
        var compilation = Snippet.Compile(source, Reference.KafkaVersions["2.15.1"]);
        return Assert.Single(await CSharpAnalyzerVerifier<KafkaAnalyzer>.DiagnosticsOf(compilation));
    }

    private static IEnumerable<string> StepsOf(Diagnostic finding) => finding.AdditionalLocations.Select(
        (location, step) => $"{location.SourceTree!.GetText().ToString(location.SourceSpan)}: {finding.Properties[$"og.step.{step}"]}");
}
