using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>OG2015: the client asks once where a partition begins, and nobody answers.</summary>
public sealed class ResetErrorIsSwallowedTests
{
    private const string Asks = "AutoOffsetReset = AutoOffsetReset.Error";

    [Theory]
    [InlineData("catch (ConsumeException e) { logger.LogInformation(e.Error.Reason); }")]
    [InlineData("catch (ConsumeException e) { Console.WriteLine($\"{e.Error.Code}: {e.Error}\"); continue; }")]
    [InlineData("catch (KafkaException) { }")]
    [InlineData("catch (Exception e) { logger.LogInformation(e.ToString()); Thread.Sleep(1000); }")]
    [InlineData("catch { await Task.Delay(1000, stopping); }")]
    [InlineData("catch (OperationCanceledException) { break; } catch (Exception) { }")]
    [InlineData("catch (ConsumeException e) { if (e.Error.IsFatal) break; logger.LogInformation(e.Error.Reason); }")]
    [InlineData("catch (ConsumeException e) { if (e.Error.IsFatal) throw; else logger.LogInformation(e.Error.Reason); }")]
    public Task Fires_when_the_loop_goes_on(string clause) => Over(Asks, Loop("{|OG2015:own.Consume(stopping)|}", clause));

    [Theory]
    [InlineData("catch (ConsumeException) { throw; }")]
    [InlineData("catch (ConsumeException) { break; }")]
    [InlineData("catch (ConsumeException) { return; }")]
    [InlineData("catch (ConsumeException e) { if (e.Error.Code == ErrorCode.Local_AutoOffsetReset) throw; }")]
    [InlineData("catch (ConsumeException e) when (e.Error.Code != ErrorCode.Local_AutoOffsetReset) { }")]
    [InlineData("catch (ConsumeException e) { AtMostOnce = e.Error.IsFatal; }")]
    [InlineData("catch (ConsumeException e) { Escalate(e); }")]
    [InlineData("catch (ConsumeException e) { failed?.Invoke(e); }")]
    [InlineData("catch (ConsumeException) { Environment.Exit(1); }")]
    [InlineData("catch (ConsumeException) { stop.Cancel(); }")]
    [InlineData("catch (ConsumeException) { own.Close(); }")]
    [InlineData("catch (ConsumeException) { own.Unsubscribe(); own.Subscribe(\"orders\"); }")]
    [InlineData("catch (ConsumeException e) { own.Assign(new TopicPartitionOffset(e.ConsumerRecord.TopicPartition, Offset.Beginning)); }")]
    [InlineData("catch (OperationCanceledException) { }")]
    [InlineData("finally { logger.LogInformation(\"next\"); }")]
    public Task Is_silent_when_somebody_is_told_or_the_loop_is_left(string clause) => Over(Asks, Loop("own.Consume(stopping)", clause));

    [Theory]
    [InlineData("AutoOffsetReset = AutoOffsetReset.Earliest")]
    [InlineData("AutoOffsetReset = AtMostOnce ? AutoOffsetReset.Error : AutoOffsetReset.Earliest")]
    public Task Is_silent_with_another_policy_or_one_that_is_not_known(string policy) =>
        Over(policy, Loop("own.Consume(stopping)", "catch (ConsumeException) { }"));

    [Theory]
    [InlineData("try { while (true) { var order = own.Consume(stopping); handle(order); own.Commit(order); } } catch (ConsumeException) { }")]
    [InlineData("var order = last; do { order = null; try { order = own.Consume(stopping); } catch (ConsumeException) { } } while (order != null); own.Commit();")]
    [InlineData("for (var i = 0; i < 3; i++) { try { own.Commit(own.Consume(stopping)); } catch (ConsumeException) { } }")]
    [InlineData("while (true) { last = null; try { last = own.Consume(stopping); } catch (ConsumeException) { } if (last is null) return; own.Commit(last); }")]
    [InlineData("while (true) { try { Relay(own, own.Consume(stopping)); } catch (ConsumeException) { } }")]
    [InlineData("while (true) { Retry(() => own.Commit(own.Consume(stopping))); }")]
    public Task Is_silent_when_the_loop_may_end_or_others_hold_the_consumer(string body) => Over(Asks, body);

    [Theory]
    [InlineData("using var own = new ConsumerBuilder<string, string>(config).Build(); own.Subscribe(\"orders\"); while (true) own.Commit(own.Consume(stopping));")]
    public Task Is_silent_when_the_next_round_builds_another_consumer(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false, {{Asks}} };
        while (true) { try { {{body}} } catch (ConsumeException) { } }
        """));

    [Fact]
    public Task Is_silent_when_a_field_gets_another_consumer() => Verify.VerifyAnalyzerAsync("""
        using Confluent.Kafka;
        public sealed class Loop(Action<string> ship)
        {
            private IConsumer<string, string> consumer = Build();

            public void Run()
            {
                consumer.Subscribe("orders");
                while (true)
                {
                    try { var order = consumer.Consume(); ship(order.Message.Value); consumer.Commit(order); }
                    catch (ConsumeException) { }
                }
            }

            public void Restart()
            {
                var config = new ConsumerConfig { GroupId = "billing", EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Error };
                consumer = new ConsumerBuilder<string, string>(config).Build();
                consumer.Subscribe("orders");
            }

            private static IConsumer<string, string> Build() => throw new NotSupportedException();
        }
        """);

    [Fact]
    public Task Fires_for_a_consumer_in_a_field() => Verify.VerifyAnalyzerAsync("""
        using Confluent.Kafka;
        public sealed class Loop
        {
            private readonly IConsumer<string, string> consumer;

            public Loop()
            {
                var config = new ConsumerConfig { GroupId = "billing", EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Error };
                consumer = new ConsumerBuilder<string, string>(config).Build();
                consumer.Subscribe("orders");
            }

            public void Run(Action<string> ship, CancellationToken stopping)
            {
                while (!stopping.IsCancellationRequested)
                {
                    try { var order = {|OG2015:consumer.Consume(stopping)|}; ship(order.Message.Value); consumer.Commit(order); }
                    catch (ConsumeException e) { Console.WriteLine(e.Error.Reason); }
                }
            }
        }
        """);

    private static string Loop(string consume, string clause) =>
        $"while (!stopping.IsCancellationRequested) {{ try {{ var order = {consume}; own.Commit(order); }} {clause} }}";

    private static Task Over(string policy, string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false, {{policy}} };
        using var own = new ConsumerBuilder<string, string>(config).Build();
        own.Subscribe("orders");
        using var stop = new CancellationTokenSource();
        Action<Exception>? failed = null;
        {{body}}
        void Escalate(Exception error) { if (AtMostOnce) throw error; }
        """));
}
