using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class RefusedRecordIsSkippedTests
{
    private const string ProcessAndCommit = "handle(order); consumer.Commit(order);";

    [Theory]
    [InlineData("if (!{|OG1012:limiter.TryAcquire()|}) continue; " + ProcessAndCommit)]
    [InlineData("if (!{|OG1012:gate.Wait(0)|}) continue; " + ProcessAndCommit)]
    [InlineData("if (!{|OG1012:await gate.WaitAsync(TimeSpan.Zero)|}) { logger.LogInformation(\"busy\"); continue; } " + ProcessAndCommit)]
    [InlineData("if ({|OG1012:limiter.IsPaused|}) { await Task.Delay(100); continue; } " + ProcessAndCommit)]
    [InlineData("if ({|OG1012:limiter.TryAcquire()|}) { " + ProcessAndCommit + " }")]
    [InlineData("var isFree = limiter.TryAcquire(); if (!{|OG1012:isFree|}) continue; " + ProcessAndCommit)]
    [InlineData("if ({|OG1012:limiter.IsPaused|}) { consumer.Pause(consumer.Assignment); consumer.Resume(consumer.Assignment); continue; } " + ProcessAndCommit)]
    [InlineData("if ({|OG1012:limiter.IsBusy|}) { logger?.LogInformation(order.Message.Value); continue; } handle(order); consumer.StoreOffset(order);")]
    [InlineData("if (order?.Message is null) continue; if ({|OG1012:limiter.IsBusy|}) continue; await handler.HandleAsync(new Order(order.Message.Value)); consumer.Commit(order);")]
    public Task Fires_when_a_record_is_turned_away_unseen(string body) => InLoop("var order = consumer.Consume(stopping); " + body);

    [Fact]
    public Task Fires_when_a_method_turns_the_record_away() => InLoop("""
        var order = consumer.Consume(stopping);
        Handle(order);
        void Handle(ConsumeResult<string, string> record)
        {
            if (!{|OG1012:limiter.TryAcquire()|}) return;
            handle(record);
            consumer.Commit(record);
        }
        """);

    [Theory]
    [InlineData("if (order.Message.Value == \"\") continue; " + ProcessAndCommit)]
    [InlineData("if (order.Message.Timestamp.UtcDateTime < DateTime.UtcNow.AddDays(-1)) continue; " + ProcessAndCommit)]
    [InlineData("if (order.Message.Value == \"\" || limiter.IsPaused) continue; " + ProcessAndCommit)]
    [InlineData("var isPaused = order.Message.Value == \"pause\"; if (isPaused) continue; " + ProcessAndCommit)]
    [InlineData("if (limiter.IsBusy) await Task.Delay(100); if (order.Message.Value is \"\" or null) continue; " + ProcessAndCommit)]
    [InlineData("if (!limiter.TryAcquireFor(order.Message.Key)) continue; " + ProcessAndCommit)]
    [InlineData("if (limiter.IsPaused) logger.LogInformation(\"paused\"); if (order.Message.Value == \"\") continue; " + ProcessAndCommit)]
    public Task Is_silent_when_a_filter_reads_the_record(string body) => InLoop("var order = consumer.Consume(stopping); " + body);

    [Theory]
    [InlineData("if (limiter.IsPaused) { consumer.Seek(order.TopicPartitionOffset); continue; } " + ProcessAndCommit)]
    [InlineData("if (limiter.IsPaused) { consumer.Pause(new[] { order.TopicPartition }); continue; } " + ProcessAndCommit)]
    [InlineData("if (limiter.IsPaused) { waiting.Enqueue(order); continue; } " + ProcessAndCommit)]
    [InlineData("if (limiter.IsPaused) { batch.Add(order); continue; } " + ProcessAndCommit)]
    [InlineData("if (limiter.IsPaused) { last = order; continue; } " + ProcessAndCommit)]
    [InlineData("if (limiter.IsPaused) { handler.DeadLetter(order); consumer.Commit(order); continue; } " + ProcessAndCommit)]
    [InlineData("if (limiter.IsPaused) { consumer.Commit(order); continue; } " + ProcessAndCommit)]
    [InlineData("if (limiter.IsPaused) break; " + ProcessAndCommit)]
    [InlineData("if (limiter.IsPaused) throw new InvalidOperationException(); " + ProcessAndCommit)]
    [InlineData("while (!limiter.TryAcquire()) await Task.Delay(100); " + ProcessAndCommit)]
    [InlineData("while (limiter.IsPaused) consumer.Consume(TimeSpan.Zero); " + ProcessAndCommit)]
    [InlineData("if (limiter.IsBusy) await Task.Delay(100); " + ProcessAndCommit)]
    public Task Is_silent_when_the_record_is_kept_or_the_loop_ends(string body) => InLoop("var order = consumer.Consume(stopping); " + body);

    [Theory]
    [InlineData("if (stopping.IsCancellationRequested) continue; " + ProcessAndCommit)]
    [InlineData("if (Random.Shared.Next(10) > 0 && !limiter.IsPaused) continue; " + ProcessAndCommit)]
    [InlineData("if (AtMostOnce) continue; " + ProcessAndCommit)]
    [InlineData("if (++count % 10 == 0 && !limiter.IsPaused) consumer.Commit(order);")]
    [InlineData("if (limiter.IsPaused) continue; handle(order);")]
    [InlineData("if (limiter.IsPaused) continue; logger.LogInformation(order.Message.Value); consumer.Commit(order);")]
    public Task Is_silent_when_nothing_is_known_to_be_owed(string body) =>
        InLoop("var order = consumer.Consume(stopping); " + body);

    [Fact]
    public Task Is_silent_when_the_question_comes_before_the_record() => InLoop("""
        if (limiter.IsPaused) { await Task.Delay(100); continue; }
        var order = consumer.Consume(stopping);
        handle(order);
        consumer.Commit(order);
        """);

    private static Task InLoop(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var (gate, limiter, waiting, count) = (new SemaphoreSlim(4), new Limiter(), new Queue<ConsumeResult<string, string>>(), 0);
        while (!stopping.IsCancellationRequested)
        {
            {{body}}
        }
        """) + """
        public sealed class Limiter
        {
            public bool IsBusy { get; set; }
            public bool IsPaused { get; set; }
            public bool TryAcquire() => !IsBusy;
            public bool TryAcquireFor(string key) => !IsBusy && key != "";
        }
        """);
}
