using OffsetGuard.Analyzers.Kafka;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Kafka;

public sealed class ConsumerInventoryTests
{
    [Fact]
    public void Counts_builders_that_build_and_consume_calls_in_loops()
    {
        var found = InventoryOf("""
            using Confluent.Kafka;
            using var first = new ConsumerBuilder<string, string>(new ConsumerConfig()).Build();
            using var second = new OwnBuilder().SetErrorHandler((_, _) => { }).Build();
            first.Consume(0);
            while (true) first.Consume(0);
            foreach (var _ in new int[1]) { for (;;) second?.Consume(0); }

            sealed class OwnBuilder() : ConsumerBuilder<string, string>(new ConsumerConfig())
            {
                public override IConsumer<string, string> Build() => base.Build();
            }
            """);

        Assert.Equal(new ConsumerInventory(ConsumerCount: 3, LoopCount: 2), found);
    }

    [Fact]
    public void Does_not_count_a_lambda_in_a_loop_or_foreign_methods_of_the_same_name()
    {
        var found = InventoryOf("""
            using Confluent.Kafka;
            class Other
            {
                void Build() { }
                void Consume() { while (true) { Consume(); Build(); } }
                void Start(IConsumer<string, string> consumer) { while (true) Run(() => consumer.Consume(0)); }
                void Run(Action action) { }
            }
            """);

        Assert.Equal(new ConsumerInventory(ConsumerCount: 0, LoopCount: 0), found);
    }

    [Fact]
    public void Is_empty_without_Kafka()
    {
        var compilation = Snippet.Compile("class Nothing { void Build() => Build(); }", kafka: null);

        Assert.Equal(new ConsumerInventory(0, 0), ConsumerInventory.Of(compilation, CancellationToken.None));
    }

    private static ConsumerInventory InventoryOf(string source) =>
        ConsumerInventory.Of(Snippet.Compile(source, Reference.KafkaVersions["2.15.1"]), CancellationToken.None);
}
