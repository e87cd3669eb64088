using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>Every form of commit, of processing and of holding on to a record.</summary>
public sealed class CommitBeforeProcessTests
{
    [Fact]
    public Task Fires_when_the_record_is_committed_and_then_given_to_a_delegate() => InLoop("""
        var order = consumer.Consume(stopping);
        {|OG1001:consumer.Commit(order)|};
        handle(order);
        """);

    [Theory]
    [InlineData("handler.Handle(order.Message.Value);")]
    [InlineData("if (!handler.TryHandle(new Order(order.Message.Value))) return;")]
    [InlineData("await handler.HandleAsync(JsonSerializer.Deserialize<Order>(order.Message.Value)!);")]
    [InlineData("_ = handler.HandleAsync(new Order(order.Message.Key));")]
    [InlineData("await producer.ProduceAsync(\"out\", new Message<string, string> { Value = order.Message.Value });")]
    [InlineData("producer.Produce(\"out\", order.Message);")]
    [InlineData("var alias = order; handle(alias);")]
    [InlineData("var text = order.Message.Value.Trim(); handler.Handle($\"<{text}>\");")]
    [InlineData("await handler.EnrichAsync(new Order(order.Message.Value));")]
    [InlineData("await System.IO.File.WriteAllTextAsync(\"order\", order.Message.Value);")]
    [InlineData("foreach (var part in order.Message.Value.Split(',')) handler.Handle(part);")]
    [InlineData("handler?.Handle(order.Message.Value);")]
    public Task Fires_when_the_late_effect_is(string effect) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {|OG1001:consumer.Commit(order)|};
        {{effect}}
        """);

    [Theory]
    [InlineData("consumer.Commit(new[] { new TopicPartitionOffset(order.TopicPartition, order.Offset + 1) })")]
    [InlineData("consumer.Commit([new TopicPartitionOffset(order.TopicPartition, order.Offset + 1)])")]
    [InlineData("consumer.Commit(new List<TopicPartitionOffset> { new(order.TopicPartition, new Offset(order.Offset.Value + 1)) })")]
    public Task Fires_when_the_commit_is_written_as(string commit) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {|OG1001:{{commit}}|};
        handle(order);
        """);

    [Fact]
    public Task Fires_when_the_next_offset_is_held_in_a_variable() => InLoop("""
        var order = consumer.Consume(stopping);
        var next = new TopicPartitionOffset(order.TopicPartition, order.Offset + 1);
        var offsets = new List<TopicPartitionOffset>();
        offsets.Add(next);
        {|OG1001:consumer.Commit(offsets)|};
        handle(order);
        """);

    [Fact]
    public Task Fires_when_everything_stored_is_committed_and_the_client_stores_by_itself() => Run("""
        using var own = builderFor(new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false }).Build();
        own.Subscribe("orders");
        while (true)
        {
            var order = own.Consume(stopping);
            {|OG1001:own.Commit()|};
            handle(order);
        }
        """);

    [Fact]
    public Task Fires_when_the_offset_is_stored_and_committed_first() => InLoop("""
        var order = consumer.Consume(stopping);
        consumer.StoreOffset(order);
        {|OG1001:consumer.Commit()|};
        handle(order);
        """);

    [Fact]
    public Task Fires_when_only_one_branch_processes_later() => InLoop("""
        var order = consumer.Consume(stopping);
        {|OG1001:consumer.Commit(order)|};
        if (order.Message.Key == "a")
            handler.Handle(order.Message.Value);
        """);

    [Fact]
    public Task Fires_when_the_flag_that_commits_early_does_not_stop_the_processing() => InLoop("""
        var order = consumer.Consume(stopping);
        if (AtMostOnce)
            {|OG1001:consumer.Commit(order)|};
        handle(order);
        if (!AtMostOnce)
            consumer.Commit(order);
        """);

    [Fact]
    public Task Fires_when_the_record_comes_from_a_pattern() => InLoop("""
        if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } order)
        {
            {|OG1001:consumer.Commit(order)|};
            handle(order);
        }
        """);

    [Fact]
    public Task Fires_when_both_calls_are_inside_try_and_finally() => InLoop("""
        var order = consumer.Consume(stopping);
        try
        {
            {|OG1001:consumer.Commit(order)|};
            handle(order);
        }
        catch (KafkaException error)
        {
            logger.LogInformation(error.Message);
        }
        finally
        {
            logger.LogInformation("done");
        }
        """);

    [Fact]
    public Task Fires_when_the_finally_block_commits_what_is_processed_after_it() => InLoop("""
        var order = consumer.Consume(stopping);
        try { logger.LogInformation(order.Message.Value); }
        finally { {|OG1001:consumer.Commit(order)|}; }
        handle(order);
        """);

    [Fact]
    public Task Fires_when_the_loop_lives_in_a_lambda() => Run("""
        await Task.Run(() =>
        {
            while (!stopping.IsCancellationRequested)
            {
                var order = consumer.Consume(stopping);
                {|OG1001:consumer.Commit(order)|};
                handle(order);
            }
        });
        """);

    [Fact]
    public Task Fires_when_the_loop_lives_in_a_lambda_inside_a_try_block() => Run("""
        try
        {
            await Task.Run(() =>
            {
                var order = consumer.Consume(stopping);
                {|OG1001:consumer.Commit(order)|};
                handle(order);
            });
        }
        catch (KafkaException error) { logger.LogInformation(error.Message); }
        finally { consumer.Close(); }
        """);

    [Fact]
    public Task Fires_when_the_loop_lives_in_a_local_function() => Run("""
        Loop();
        void Loop()
        {
            while (true)
            {
                var order = consumer.Consume(stopping);
                {|OG1001:consumer.Commit(order)|};
                handle(order);
            }
        }
        """);

    [Fact]
    public Task Fires_when_an_unrelated_call_does_not_resolve() => InLoop("""
        var order = consumer.Consume(stopping);
        {|CS0103:Tracing|}.Begin("order");
        {|OG1001:consumer.Commit(order)|};
        handle(order);
        """);

    [Theory]
    [InlineData("await Task.Run(() => handle(order));")]
    [InlineData("_ = Task.Run(() => handle(order));")]
    [InlineData("Retry(() => handle(order));")]
    [InlineData("Action work = () => handle(order); work();")]
    [InlineData("Action work = Work; work(); void Work() => handle(order);")]
    public Task Fires_when_the_record_goes_into_a_lambda(string handOver) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {|OG1001:consumer.Commit(order)|};
        {{handOver}}
        """);

    [Theory]
    [InlineData("last = order;")]
    [InlineData("Last = order;")]
    [InlineData("batch.Add(order);")]
    public Task Fires_when_the_record_is_kept_in_the_object_too(string keep) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {{keep}}
        {|OG1001:consumer.Commit(order)|};
        handle(order);
        """);

    [Theory]
    [InlineData("{|CS0103:Warehouse|}.Ship(order);")]
    [InlineData("await {|CS0103:Warehouse|}.ShipAsync(order);")]
    public Task Fires_when_the_effect_itself_does_not_resolve(string effect) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {|OG1001:consumer.Commit(order)|};
        {{effect}}
        """);

    [Fact]
    public Task Fires_in_top_level_statements() => Verify.VerifyAnalyzerAsync("""
        using Confluent.Kafka;

        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = nameof(Warehouse), EnableAutoCommit = false }).Build();
        while (true)
        {
            var order = consumer.Consume();
            {|OG1001:consumer.Commit(order)|};
            Warehouse.Ship(order.Message.Value);
        }

        static class Warehouse { public static void Ship(string order) => throw new NotImplementedException(); }
        """);

    private static Task InLoop(string body) => Run($"while (!stopping.IsCancellationRequested)\n{{\n{body}\n}}");

    private static Task Run(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker(body));
}
