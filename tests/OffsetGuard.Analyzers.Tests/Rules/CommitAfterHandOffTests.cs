using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class CommitAfterHandOffTests
{
    [Theory]
    [InlineData("await lane.Writer.WriteAsync(order);")]
    [InlineData("lane.Writer.TryWrite(order);")]
    [InlineData("queue.Enqueue(order);")]
    [InlineData("blocking.Add(order);")]
    public Task Fires_when_the_record_goes_into_a_queue_and_is_committed(string handOff) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {{handOff}}
        {|OG1004:consumer.Commit(order)|};
        """);

    [Fact]
    public Task Is_silent_when_the_worker_commits() => InLoop("""
        var order = consumer.Consume(stopping);
        await lane.Writer.WriteAsync(order);
        while (done.Reader.TryRead(out var finished)) consumer.Commit(finished);
        """);

    [Fact]
    public Task Is_silent_when_the_path_waits_for_a_completion_source() => InLoop("""
        var order = consumer.Consume(stopping);
        var handled = new TaskCompletionSource();
        await lane.Writer.WriteAsync(order);
        await handled.Task;
        consumer.Commit(order);
        """);

    [Fact]
    public Task Is_silent_when_the_queue_is_drained_before_the_commit() => InLoop("""
        var order = consumer.Consume(stopping);
        queue.Enqueue(order);
        while (queue.TryDequeue(out var next)) handle(next);
        consumer.Commit(order);
        """);

    private static Task InLoop(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var lane = System.Threading.Channels.Channel.CreateBounded<ConsumeResult<string, string>>(10);
        var done = System.Threading.Channels.Channel.CreateBounded<ConsumeResult<string, string>>(10);
        var queue = new System.Collections.Concurrent.ConcurrentQueue<ConsumeResult<string, string>>();
        var blocking = new System.Collections.Concurrent.BlockingCollection<ConsumeResult<string, string>>();
        while (!stopping.IsCancellationRequested)
        {
            {{body}}
        }
        """));
}
