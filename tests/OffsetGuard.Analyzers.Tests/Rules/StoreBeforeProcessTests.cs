using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class StoreBeforeProcessTests
{
    [Fact]
    public Task Fires_when_the_record_is_stored_and_then_processed() => InLoop("""
        var order = consumer.Consume(stopping);
        {|OG1002:consumer.StoreOffset(order)|};
        handle(order);
        """);

    [Fact]
    public Task Fires_when_the_next_offset_is_stored_and_the_handler_is_awaited_later() => InLoop("""
        var order = consumer.Consume(stopping);
        {|OG1002:consumer.StoreOffset(new TopicPartitionOffset(order.TopicPartition, order.Offset + 1))|};
        await handler.HandleAsync(new Order(order.Message.Value));
        """);

    [Fact]
    public Task Fires_when_a_helper_stores() => InLoop("""
        var order = consumer.Consume(stopping);
        Note();
        handle(order);
        void Note() => {|OG1002:consumer.StoreOffset(order)|};
        """);

    [Fact]
    public Task Is_silent_when_the_record_is_processed_first() => InLoop("""
        var order = consumer.Consume(stopping);
        handle(order);
        consumer.StoreOffset(order);
        """);

    [Fact]
    public Task Is_silent_when_nothing_commits_what_is_stored_before_the_record_is_processed() => Run("""
        var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false, EnableAutoOffsetStore = false };
        using var own = builderFor(config).Build();
        own.Subscribe("orders");
        while (true)
        {
            var order = own.Consume(stopping);
            own.StoreOffset(order);
            handle(order);
            own.Commit();
        }
        """);

    [Fact]
    public Task Is_silent_when_a_tombstone_is_stored_and_skipped() => InLoop("""
        var order = consumer.Consume(stopping);
        if (order.Message.Value is null) { consumer.StoreOffset(order); continue; }
        handle(order);
        consumer.StoreOffset(order);
        """);

    private static Task InLoop(string body) => Run($"while (!stopping.IsCancellationRequested)\n{{\n{body}\n}}");

    private static Task Run(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker(body));
}
