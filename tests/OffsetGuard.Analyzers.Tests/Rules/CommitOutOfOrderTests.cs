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

    [Theory]
    [InlineData("var gate = new SemaphoreSlim(8);")]
    [InlineData("var gate = new SemaphoreSlim(Environment.ProcessorCount);")]
    [InlineData("var gate = new SemaphoreSlim(4, 4);")]
    public Task Fires_when_a_semaphore_lets_several_tasks_run(string gate) => Gated(gate, "await gate.WaitAsync(stopping);", isFound: true);

    [Theory]
    [InlineData("await gate.WaitAsync(TimeSpan.FromSeconds(1));")]
    [InlineData("_ = gate.WaitAsync();")]
    [InlineData("await gate.WaitAsync(); gate.Release();")]
    public Task Fires_when_the_semaphore_does_not_hold_the_loop_back(string wait) =>
        Gated("var gate = new SemaphoreSlim(1);", wait, isFound: true);

    [Theory]
    [InlineData("var gate = new SemaphoreSlim(1);", "await gate.WaitAsync(stopping);")]
    [InlineData("var gate = new SemaphoreSlim(1, 1);", "gate.Wait();")]
    [InlineData("SemaphoreSlim gate = Services.Get<SemaphoreSlim>();", "await gate.WaitAsync().ConfigureAwait(false);")]
    public Task Is_silent_when_a_semaphore_lets_one_task_run_at_a_time(string gate, string wait) => Gated(gate, wait, isFound: false);

    [Fact]
    public Task Is_silent_when_the_loop_takes_its_turn_before_it_consumes() => InLoop("""
        await turn.WaitAsync(stopping);
        var order = consumer.Consume(stopping);
        _ = Task.Run(() => { try { handle(order); consumer.Commit(order); } finally { turn.Release(); } });
        """);

    [Theory]
    [InlineData("new ParallelOptions { MaxDegreeOfParallelism = 1 }")]
    [InlineData("new ParallelOptions { CancellationToken = stopping, MaxDegreeOfParallelism = 1 }")]
    public Task Is_silent_when_a_batch_is_gone_through_one_by_one(string options) => InLoop($$"""
        var records = new List<ConsumeResult<string, string>>();
        records.Add(consumer.Consume(stopping));
        await Parallel.ForEachAsync(records, {{options}}, async (order, _) =>
        {
            await handler.HandleAsync(new Order(order.Message.Value));
            consumer.Commit(order);
        });
        """);

    private static Task Gated(string gate, string wait, bool isFound) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        {{gate}}
        while (!stopping.IsCancellationRequested)
        {
            var order = consumer.Consume(stopping);
            {{wait}}
            _ = {{(isFound ? "{|OG1007:" : "")}}Task.Run(async () =>
            {
                try { await handler.HandleAsync(new Order(order.Message.Value)); consumer.Commit(order); }
                finally { gate.Release(); }
            }){{(isFound ? "|}" : "")}};
        }
        """) + "public static class Services { public static T Get<T>() => default!; }");

    private static Task InLoop(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var tracker = new Tracker();
        var turn = new SemaphoreSlim(1);
        while (!stopping.IsCancellationRequested)
        {
            {{body}}
        }
        """) + "public sealed class Tracker { public void Complete(long offset) { } }");
}
