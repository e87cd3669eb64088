using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class CommitOutOfOrderTests
{
    [Fact]
    public Task Fires_when_each_record_gets_a_task_that_commits_it() => InLoop("""
        var order = consumer.Consume(stopping);
        _ = {|OG1007:Task.Run(() => { handle(order); consumer.Commit(order); })|};
        """);

    [Fact]
    public Task Fires_when_an_asynchronous_method_commits_and_is_not_awaited() => InLoop("""
        var order = consumer.Consume(stopping);
        _ = {|OG1007:HandleAndCommit()|};
        async Task HandleAndCommit()
        {
            await handler.HandleAsync(new Order(order.Message.Value));
            consumer.Commit(order);
        }
        """);

    [Fact]
    public Task Fires_when_a_batch_is_committed_side_by_side() => InLoop("""
        var records = new List<ConsumeResult<string, string>>();
        records.Add(consumer.Consume(stopping));
        await {|OG1007:Parallel.ForEachAsync(records, async (order, _) =>
        {
            await handler.HandleAsync(new Order(order.Message.Value));
            consumer.Commit(order);
        })|};
        """);

    [Theory]
    [InlineData("await Task.Run(() => { handle(order); consumer.Commit(order); });")]
    [InlineData("var task = Task.Run(() => { handle(order); consumer.Commit(order); }); await task;")]
    [InlineData("_ = Task.Run(() => { handle(order); tracker.Complete(order.Offset); });")]
    public Task Is_silent_when_one_record_follows_the_other_or_a_watermark_is_kept(string work) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {{work}}
        """);

    private static Task InLoop(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var tracker = new Tracker();
        while (!stopping.IsCancellationRequested)
        {
            {{body}}
        }
        """) + "public sealed class Tracker { public void Complete(long offset) { } }");
}
