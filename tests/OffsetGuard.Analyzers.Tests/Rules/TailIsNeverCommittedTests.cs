using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class TailIsNeverCommittedTests
{
    [Theory]
    [InlineData("if (order.Offset.Value % 100 == 0) {|OG1010:own.Commit(order)|};")]
    [InlineData("if (++count % size == 0) { {|OG1010:own.Commit()|}; }")]
    [InlineData("count++; if (count >= 100) { {|OG1010:own.Commit(order)|}; count = 0; }")]
    [InlineData("count += 1; if (count == size) { count = 0; try { {|OG1010:own.Commit(order)|}; } catch (KafkaException) { } }")]
    [InlineData("if (order.Message is not null && ++count > size) {|OG1010:own.Commit(order)|};")]
    [InlineData("var isFull = ++count >= size; if (isFull) {|OG1010:own.Commit(order)|};")]
    [InlineData("if (++count >= size) Flush(order); void Flush(ConsumeResult<string, string> r) => {|OG1010:own.Commit(r)|};")]
    [InlineData("if (order.Partition.Value == 0) { if (++count >= size) {|OG1010:own.Commit(order)|}; } else if (++count % size == 0) {|OG1010:own.Commit(order)|};")]
    public Task Fires_when_only_a_count_commits(string commit) => InLoop("var order = own.Consume(stopping); handle(order); " + commit);

    [Fact]
    public Task Fires_when_a_full_batch_is_handled_and_committed() => InLoop("""
        pending.Add(own.Consume(stopping));
        if (pending.Count >= 100)
        {
            foreach (var order in pending) handle(order);
            {|OG1010:own.Commit()|};
            pending.Clear();
        }
        """);

    [Theory]
    [InlineData("own.Commit();")]
    [InlineData("if (count > 0) own.Commit();")]
    [InlineData("if (pending.Count > 0) own.Commit();")]
    public Task Is_silent_when_the_end_of_the_loop_commits_too(string end) =>
        Over(Config, "while (!stopping.IsCancellationRequested) { var order = own.Consume(stopping); handle(order); if (++count % 100 == 0) own.Commit(order); } " + end);

    [Theory]
    [InlineData("if (order is null) { own.Commit(); continue; } handle(order); if (++count % 100 == 0) own.Commit(order);")]
    [InlineData("handle(order!); if (++count % 100 == 0 || DateTime.UtcNow.Second == 0) own.Commit(order);")]
    [InlineData("handle(order!); if (ShouldCommit()) own.Commit(order);")]
    [InlineData("handle(order!); if (pending.Count >= 1) own.Commit(order);")]
    [InlineData("handle(order!); if (pending.Count > 0) own.Commit(order);")]
    [InlineData("handle(order!); if (size >= 100) own.Commit(order);")]
    [InlineData("handle(order!); own.Commit(order);")]
    [InlineData("handle(order!); if (++count % 100 == 0) own.Commit(order); else own.Commit();")]
    public Task Is_silent_when_something_else_than_a_count_commits(string body) => InLoop("var order = own.Consume(1000); " + body);

    [Fact]
    public Task Is_silent_when_the_last_one_is_committed_on_the_way_out() => Over(Config, """
        try
        {
            while (true) { var order = own.Consume(stopping); handle(order); Last = order; if (++count % 100 == 0) own.Commit(order); }
        }
        finally
        {
            if (Last is not null) own.Commit(Last);
        }
        """);

    [Fact]
    public Task Is_silent_when_a_method_is_called_for_the_tail_too() => Over(Config, """
        while (!stopping.IsCancellationRequested) { handle(own.Consume(stopping)); if (++count % 100 == 0) Flush(); }
        Flush();
        void Flush() => own.Commit();
        """);

    [Theory]
    [InlineData("new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoOffsetStore = false }")]
    [InlineData("new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = AtMostOnce }")]
    [InlineData("new ConsumerConfig(JsonSerializer.Deserialize<Dictionary<string, string>>(\"{}\")!)")]
    public Task Is_silent_when_the_client_may_commit_the_tail(string config) => Over(
        $"new ConsumerBuilder<string, string>({config})",
        "while (true) { var order = own.Consume(stopping); handle(order); if (++count % 100 == 0) own.Commit(order); }");

    [Theory]
    [InlineData(".SetPartitionsRevokedHandler((c, _) => { c.Commit(); })")]
    [InlineData(".SetPartitionsRevokedHandler(Revoked)")]
    public Task Is_silent_when_a_handler_commits_the_tail(string handler) => Over(
        Config + handler,
        """
        while (true) { var order = own.Consume(stopping); handle(order); if (++count % 100 == 0) own.Commit(order); }
        void Revoked(IConsumer<string, string> _, List<TopicPartitionOffset> partitions) { }
        """);

    [Fact]
    public Task Is_silent_when_others_hold_the_consumer_or_it_comes_from_outside() => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var count = 0;
        using var own = {{Config}}.Build();
        while (true)
        {
            var order = own.Consume(stopping);
            Relay(own, order);
            if (++count % 100 == 0) own.Commit(order);
            var other = consumer.Consume(stopping);
            handle(other);
            if (count % 100 == 0) consumer.Commit(other);
        }
        """));

    private const string Config =
        "new ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false })";

    private static Task InLoop(string body) => Over(Config, $"while (!stopping.IsCancellationRequested)\n{{\n{body}\n}}");

    private static Task Over(string builder, string loop) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var (count, size, pending) = (0, Environment.ProcessorCount, new List<ConsumeResult<string, string>>());
        bool ShouldCommit() => ++count >= size;
        using var own = {{builder}}.Build();
        own.Subscribe("orders");
        {{loop}}
        """));
}
