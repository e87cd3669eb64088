using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class FailedRecordIsSkippedTests
{
    [Theory]
    [InlineData("catch (Exception error) { logger.LogInformation(error.Message); }")]
    [InlineData("catch { await Task.Delay(1000); continue; }")]
    [InlineData("catch (Exception error) when (error is not OperationCanceledException) { logger.LogInformation(error.Message); }")]
    [InlineData("catch (System.IO.IOException error) { logger.LogInformation(error.Message); }")]
    public Task Fires_when_the_loop_goes_on_after(string handling) => InLoop($$"""
        try
        {
            var order = consumer.Consume(stopping);
            {|OG1006:handle(order)|};
            consumer.Commit(order);
        }
        {{handling}}
        """);

    [Fact]
    public Task Fires_when_a_method_tells_of_the_failure_and_the_loop_goes_on() => InLoop("""
        var order = consumer.Consume(stopping);
        if (Try(order)) consumer.Commit(order);
        bool Try(ConsumeResult<string, string> record)
        {
            try { {|OG1006:handle(record)|}; return true; }
            catch { return false; }
        }
        """);

    [Fact]
    public Task Fires_when_everything_stored_is_committed_later() => Run("""
        using var own = builderFor(new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false }).Build();
        own.Subscribe("orders");
        while (true)
        {
            try
            {
                var order = own.Consume(stopping);
                {|OG1006:handle(order)|};
                own.Commit();
            }
            catch (Exception error) { logger.LogInformation(error.Message); }
        }
        """);

    [Fact]
    public Task Fires_when_consuming_and_handling_are_one_method_that_is_called_in_a_loop() => Verify.VerifyAnalyzerAsync("""
        using Confluent.Kafka;
        public sealed class Loop(IConsumer<string, string> consumer, Action<string> ship)
        {
            public void Run(CancellationToken stopping) { while (!stopping.IsCancellationRequested) Once(); }

            private void Once()
            {
                var order = consumer.Consume(1000);
                if (order is null) return;
                try { {|OG1006:ship(order.Message.Value)|}; consumer.Commit(order); }
                catch (Exception error) { Console.WriteLine(error); }
            }
        }
        """);

    [Theory]
    [InlineData("catch (Exception error) { logger.LogInformation(error.Message); throw; }")]
    [InlineData("catch { break; }")]
    [InlineData("catch { consumer.Seek(order.TopicPartitionOffset); }")]
    [InlineData("catch { consumer.Pause(new[] { order.TopicPartition }); }")]
    [InlineData("catch (Exception error) { handler.DeadLetter(order, error); }")]
    [InlineData("catch { batch.Add(order); }")]
    [InlineData("catch { Environment.FailFast(\"broken\"); }")]
    [InlineData("catch (ConsumeException error) { logger.LogInformation(error.Message); }")]
    [InlineData("catch (KafkaException error) { logger.LogInformation(error.Message); }")]
    [InlineData("catch (OperationCanceledException) { logger.LogInformation(\"stopping\"); }")]
    [InlineData("catch (FormatException) { logger.LogInformation(\"poison\"); }")]
    public Task Is_silent_when_the_failure_is_dealt_with(string handling) => InLoop($$"""
        var order = consumer.Consume(stopping);
        try
        {
            handle(order);
            consumer.Commit(order);
        }
        {{handling}}
        """);

    [Fact]
    public Task Is_silent_when_a_tracker_is_told_to_pass_over_the_record() => Verify.VerifyAnalyzerAsync(Snippet.Worker("""
        var tracker = new Tracker();
        while (true)
        {
            var order = consumer.Consume(stopping);
            try { handle(order); consumer.Commit(order); }
            catch { tracker.Complete(order.TopicPartition, order.Offset); }
        }
        """) + """
        public sealed class Tracker
        {
            private readonly Dictionary<Confluent.Kafka.TopicPartition, long> done = new();
            public void Complete(Confluent.Kafka.TopicPartition partition, long offset) => done[partition] = offset;
        }
        """);

    [Fact]
    public Task Is_silent_when_nothing_is_ever_committed() => InLoop("""
        try { handle(consumer.Consume(stopping)); }
        catch (Exception error) { logger.LogInformation(error.Message); }
        """);

    [Fact]
    public Task Is_silent_when_the_loop_only_observes() => InLoop("""
        try
        {
            var order = consumer.Consume(stopping);
            Console.WriteLine(order.Message.Value);
            consumer.Commit(order);
        }
        catch (Exception error) { logger.LogInformation(error.Message); }
        """);

    private static Task InLoop(string body) => Run($"while (!stopping.IsCancellationRequested)\n{{\n{body}\n}}");

    private static Task Run(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker(body));
}
