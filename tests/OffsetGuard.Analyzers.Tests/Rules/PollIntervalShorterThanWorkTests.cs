using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class PollIntervalShorterThanWorkTests
{
    [Theory]
    [InlineData("{|OG2011:Thread.Sleep(300_000)|};")]
    [InlineData("{|OG2011:Thread.Sleep(TimeSpan.FromMinutes(10))|};")]
    [InlineData("await {|OG2011:Task.Delay(600_000)|};")]
    [InlineData("await {|OG2011:Task.Delay(TimeSpan.FromHours(1), stopping)|}.ConfigureAwait(false);")]
    [InlineData("{|OG2011:Task.Delay(new TimeSpan(0, 5, 0))|}.Wait();")]
    [InlineData("var pause = TimeSpan.FromSeconds(301.5); await {|OG2011:Task.Delay(pause, CancellationToken.None)|};")]
    [InlineData("{|OG2011:stopping.WaitHandle.WaitOne(TimeSpan.FromDays(1))|};")]
    [InlineData("if (last is null) {|OG2011:Thread.Sleep(300_000)|};")]
    [InlineData("try { handle(order); } catch (Exception) { Thread.Sleep(600_000); throw; } finally { {|OG2011:Thread.Sleep(300_000)|}; }")]
    public Task Fires_when_the_loop_waits_longer_than_the_default(string wait) => InLoop("", wait);

    [Theory]
    [InlineData("MaxPollIntervalMs = 60_000,", "{|OG2011:Thread.Sleep(60_000)|};")]
    [InlineData("MaxPollIntervalMs = 60_000,", "Thread.Sleep(59_999);")]
    [InlineData("MaxPollIntervalMs = 900_000,", "Thread.Sleep(600_000);")]
    [InlineData("MaxPollIntervalMs = int.Parse(nameof(Worker)),", "Thread.Sleep(600_000);")]
    [InlineData("", "Thread.Sleep(299_999);")]
    public Task Fires_when_only_the_written_interval_is_passed(string option, string wait) => InLoop(option, wait);

    [Fact]
    public Task Fires_when_batches_are_consumed_in_a_loop_of_their_own() => Over("", """
        while (!stopping.IsCancellationRequested)
        {
            for (var index = 0; index < 100; index++)
            {
                var order = own.Consume(stopping);
                handle(order);
                own.Commit(order);
            }

            {|OG2011:Thread.Sleep(TimeSpan.FromMinutes(5))|};
        }
        """);

    [Theory]
    [InlineData("Thread.Sleep(Timeout.Infinite);")]
    [InlineData("Thread.Sleep(Environment.TickCount);")]
    [InlineData("Thread.Sleep(TimeSpan.FromMinutes(Environment.ProcessorCount));")]
    [InlineData("_ = Task.Delay(600_000);")]
    [InlineData("await Task.WhenAny(Task.Delay(600_000), handler.HandleAsync(new Order(\"\")));")]
    [InlineData("using var wake = new CancellationTokenSource(); await Task.Delay(600_000, wake.Token);")]
    [InlineData("Thread.Sleep(600_000); break;")]
    [InlineData("if (last is null) { Thread.Sleep(600_000); throw new TimeoutException(); }")]
    [InlineData("own.Pause(own.Assignment); Thread.Sleep(600_000); own.Resume(own.Assignment);")]
    [InlineData("own.Unsubscribe(); Thread.Sleep(600_000); own.Subscribe(\"orders\");")]
    [InlineData("_ = Task.Run(() => { Thread.Sleep(600_000); });")]
    [InlineData("void Rest() => Thread.Sleep(600_000);")]
    public Task Is_silent_when_the_wait_is_not_known_or_the_loop_owes_no_poll(string wait) => InLoop("", wait);

    [Fact]
    public Task Is_silent_when_the_consumer_is_rebuilt_after_the_wait() => Verify.VerifyAnalyzerAsync(Snippet.Worker("""
        while (!stopping.IsCancellationRequested)
        {
            using var own = new ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }).Build();
            own.Subscribe("orders");
            try { while (true) { var order = own.Consume(stopping); handle(order); own.Commit(order); } }
            catch (KafkaException) { own.Close(); }
            Thread.Sleep(600_000);
        }
        """));

    [Fact]
    public Task Is_silent_when_a_method_rebuilds_the_consumer() => Verify.VerifyAnalyzerAsync("""
        using Confluent.Kafka;
        public sealed class Loop(Action<string> ship)
        {
            private IConsumer<string, string> consumer = Create();

            public void Run()
            {
                while (true)
                {
                    try { var order = consumer.Consume(1000); ship(order.Message.Value); consumer.Commit(order); }
                    catch (KafkaException) { Rebuild(); Thread.Sleep(600_000); }
                }
            }

            private void Rebuild() { consumer.Close(); consumer = Create(); }

            private static IConsumer<string, string> Create() =>
                new ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = "billing", AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }).Build();
        }
        """);

    [Fact]
    public Task Is_silent_when_the_configuration_comes_from_outside() => Verify.VerifyAnalyzerAsync(Snippet.Worker(
        "while (true) { var order = consumer.Consume(stopping); handle(order); consumer.Commit(order); Thread.Sleep(600_000); }"));

    [Theory]
    [InlineData("MaxPollIntervalMs = 30_000, {|OG2011:SessionTimeoutMs = 60_000|},")]
    [InlineData("{|OG2011:SessionTimeoutMs = 300_001|},")]
    [InlineData("MaxPollIntervalMs = 60_000, SessionTimeoutMs = 60_000,")]
    [InlineData("MaxPollIntervalMs = 30_000,")]
    [InlineData("MaxPollIntervalMs = 30_000, SessionTimeoutMs = Environment.ProcessorCount,")]
    public Task Fires_when_only_the_session_is_longer_than_the_interval(string options) => InLoop(options, "");

    private static Task InLoop(string options, string wait) => Over(options, $$"""
        while (!stopping.IsCancellationRequested)
        {
            var order = own.Consume(stopping);
            handle(order);
            own.Commit(order);
            {{wait}}
        }
        """);

    private static Task Over(string options, string loop) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var config = new ConsumerConfig { {{options}} GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };
        using var own = new ConsumerBuilder<string, string>(config).Build();
        own.Subscribe("orders");
        {{loop}}
        """));
}
