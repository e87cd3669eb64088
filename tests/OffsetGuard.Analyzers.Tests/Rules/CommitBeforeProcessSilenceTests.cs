using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>Correct code, and code that this method alone cannot judge.</summary>
public sealed class CommitBeforeProcessSilenceTests
{
    [Fact]
    public Task Is_silent_when_the_next_iteration_processes_another_record() => InLoop("""
        var order = consumer.Consume(stopping);
        handle(order);
        consumer.Commit(order);
        """);

    [Fact]
    public Task Is_silent_when_the_record_variable_outlives_the_iteration() => Run("""
        ConsumeResult<string, string>? order = null;
        while (true)
        {
            try
            {
                order = consumer.Consume(stopping);
                if (order.Message.Value == null) { consumer.Commit(order); continue; }
                handle(order);
                consumer.Commit(order);
            }
            catch (ConsumeException error)
            {
                if (order != null) handler.DeadLetter(order, error);
            }
        }
        """);

    [Fact]
    public Task Is_silent_when_a_tombstone_is_committed_and_skipped() => InLoop("""
        var order = consumer.Consume(stopping);
        if (order.Message.Value is null)
        {
            consumer.Commit(order);
            continue;
        }
        handle(order);
        consumer.Commit(order);
        """);

    [Fact]
    public Task Is_silent_when_a_condition_keeps_the_commit_and_the_processing_apart() => InLoop("""
        var order = consumer.Consume(stopping);
        var isTombstone = order.Message.Value == null;
        if (isTombstone) consumer.Commit(order);
        if (!isTombstone) { handle(order); consumer.Commit(order); }
        """);

    [Fact]
    public Task Is_silent_when_a_flag_keeps_the_commit_and_the_dead_letter_apart() => InLoop("""
        var order = consumer.Consume(stopping);
        var done = false;
        if (order.Message.Key == "a") { handler.Handle(order.Message.Value); done = true; }
        if (done) consumer.Commit(order);
        if (!done) { handler.DeadLetter(order); consumer.Commit(order); }
        """);

    [Fact]
    public Task Is_silent_when_a_poison_record_is_committed_after_its_dead_letter_is_awaited() => InLoop("""
        var order = consumer.Consume(stopping);
        try
        {
            await handler.HandleAsync(JsonSerializer.Deserialize<Order>(order.Message.Value)!);
        }
        catch (JsonException)
        {
            await producer.ProduceAsync("orders.dead", order.Message);
            consumer.Commit(order);
            continue;
        }
        consumer.Commit(order);
        """);

    [Fact]
    public Task Is_silent_when_the_dead_letter_follows_a_commit_that_failed() => InLoop("""
        var order = consumer.Consume(stopping);
        try { consumer.Commit(order); }
        catch (KafkaException error) { handler.DeadLetter(order, error); }
        """);

    [Fact]
    public Task Is_silent_when_a_dead_lettered_record_is_committed_in_a_catch_block() => InLoop("""
        var order = consumer.Consume(stopping);
        try { handle(order); }
        catch (Exception error) { handler.DeadLetter(order, error); consumer.Commit(order); }
        """);

    [Theory]
    [InlineData("logger.LogInformation(\"committed {Offset} {Order}\", order.Offset, order.Message.Value);")]
    [InlineData("Console.WriteLine(order.Message.Value);")]
    [InlineData("System.Diagnostics.Debug.WriteLine(order.Message.Value.ToString());")]
    [InlineData("var lag = order.Message.Timestamp.UtcDateTime; GC.KeepAlive(lag);")]
    [InlineData("last = null; Console.WriteLine(order.TopicPartitionOffset);")]
    [InlineData("consumer.Pause(new[] { order.TopicPartition });")]
    [InlineData("if (order.Message.Value.StartsWith(\"x\") && string.IsNullOrEmpty(order.Message.Key)) return;")]
    [InlineData("ArgumentNullException.ThrowIfNull(order);")]
    [InlineData("Console.Error.WriteLine(order.Message.Value);")]
    [InlineData("OrderAssert.Equal(\"a\", order.Message.Value);")]
    [InlineData("order.Message.Headers.Add(\"seen\", new byte[1]);")]
    [InlineData("handler.Handle(order.Message.Value.Length.ToString());")]
    public Task Is_silent_when_what_follows_only_observes(string observation) => InLoop($$"""
        var order = consumer.Consume(stopping);
        consumer.Commit(order);
        {{observation}}
        """);

    [Theory]
    [InlineData("if (order is null || order.IsPartitionEOF) { consumer.Commit(order); handle(order!); return; }")]
    [InlineData("if (order == null) { consumer.Commit(order); handle(order!); }")]
    [InlineData("if (order is not { } real) { consumer.Commit(order); handle(order!); }")]
    [InlineData("if (order?.Message == null) { consumer.Commit(order); handle(order!); }")]
    public Task Is_silent_when_there_is_no_record(string branch) => InLoop($$"""
        var order = consumer.Consume(TimeSpan.Zero);
        {{branch}}
        """);

    [Fact]
    public Task Is_silent_when_the_records_own_offset_is_committed() => InLoop("""
        var order = consumer.Consume(stopping);
        consumer.Commit(new[] { order.TopicPartitionOffset });
        handle(order);
        """);

    [Fact]
    public Task Is_silent_when_stored_offsets_are_committed_and_this_one_is_not_stored_yet() => Run("""
        using var own = builderFor(new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false, EnableAutoOffsetStore = false }).Build();
        while (true)
        {
            var order = own.Consume(stopping);
            own.Commit();
            handle(order);
            own.StoreOffset(order);
        }
        """);

    [Fact]
    public Task Is_silent_when_a_batch_is_processed_before_its_last_record_is_committed() => Run("""
        var pending = new List<ConsumeResult<string, string>>();
        while (true)
        {
            var order = consumer.Consume(stopping);
            pending.Add(order);
            if (pending.Count < 100) continue;
            foreach (var one in pending) handle(one);
            consumer.Commit(order);
            pending.Clear();
        }
        """);

    [Fact]
    public Task Is_silent_when_the_result_of_the_processing_is_passed_on_after_the_commit() => InLoop("""
        var order = consumer.Consume(stopping);
        var invoice = await handler.ProcessAsync(new Order(order.Message.Value));
        consumer.Commit(order);
        await handler.HandleAsync(invoice);
        """);

    [Fact]
    public Task Is_silent_when_a_failed_record_stays_uncommitted_and_the_consumer_is_rebuilt() => Run("""
        while (!stopping.IsCancellationRequested)
        {
            using var own = builderFor(new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false }).Build();
            own.Subscribe("orders");
            try
            {
                while (true)
                {
                    var order = own.Consume(stopping);
                    handle(order);
                    own.Commit(order);
                }
            }
            catch (Exception error)
            {
                logger.LogInformation(error.Message);
            }
        }
        """);

    [Fact]
    public Task Is_silent_in_the_exactly_once_loop() => Run("""
        using var own = builderFor(new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false }).Build();
        while (true)
        {
            var order = own.Consume(stopping);
            producer.BeginTransaction();
            producer.Produce("out", new Message<string, string> { Value = order.Message.Value });
            producer.SendOffsetsToTransaction(
                new[] { new TopicPartitionOffset(order.TopicPartition, order.Offset + 1) },
                own.ConsumerGroupMetadata,
                TimeSpan.FromSeconds(5));
            producer.CommitTransaction();
        }
        """);

    [Theory]
    [InlineData("Acknowledge(order);")]
    [InlineData("Relay(consumer, order);")]
    public Task Is_silent_when_the_callee_may_settle_the_offset_itself(string call) => InLoop($$"""
        var order = consumer.Consume(stopping);
        consumer.Commit(order);
        {{call}}
        """);

    private static Task InLoop(string body) => Run($"while (!stopping.IsCancellationRequested)\n{{\n{body}\n}}");

    private static Task Run(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker(body));
}
