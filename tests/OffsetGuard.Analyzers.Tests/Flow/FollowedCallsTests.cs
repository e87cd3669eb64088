using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Flow;

/// <summary>A record is followed to wherever code of the compilation takes it. A commit that comes too early shows that it was.</summary>
public sealed class FollowedCallsTests
{
    [Theory]
    [InlineData("Ship(order);", "private void Ship(ConsumeResult<string, string> r) => sink(r.Message.Value);")]
    [InlineData("Ship(order.Message.Value);", "private void Ship(string text) { if (text != \"\") sink(text); }")]
    [InlineData("First(order);", "private void First(ConsumeResult<string, string> r) => Second(r); private void Second(ConsumeResult<string, string> r) => sink(r.Message.Key);")]
    [InlineData("kept = order; Flush();", "private ConsumeResult<string, string>? kept; private void Flush() { if (kept != null) sink(kept.Message.Value); }")]
    [InlineData("sink(Text(order));", "private static string Text(ConsumeResult<string, string> r) => r.Message.Value.Trim();")]
    [InlineData("Twice(() => sink(order.Message.Value));", "private static void Twice(Action action) { action(); action(); }")]
    [InlineData("Take(order, out var text); sink(text);", "private static void Take(ConsumeResult<string, string> r, out string text) => text = r.Message.Value;")]
    [InlineData("Each(order);", "private void Each<T>(ConsumeResult<string, T> r) => sink(r.Message.Value!.ToString()!);")]
    [InlineData("new Shop(sink).Ship(order);", "private sealed class Shop(Action<string> sink) { public void Ship(ConsumeResult<string, string> r) => sink(r.Message.Value); }")]
    [InlineData("order.ShipTo(sink);", "")]
    public Task Through_a_method(string call, string members) => Verify.VerifyAnalyzerAsync(Loop($$"""
        {|OG1001:consumer.Commit(order)|};
        {{call}}
        """, members));

    [Fact]
    public Task To_the_commit_in_another_method() => Verify.VerifyAnalyzerAsync(Loop(
        """
        Settle(order);
        sink(order.Message.Value);
        """,
        "private void Settle(ConsumeResult<string, string> r) => {|OG1001:consumer.Commit(r)|};"));

    [Fact]
    public Task To_the_commit_of_a_wrapper_around_the_consumer() => Verify.VerifyAnalyzerAsync(Loop(
        """
        wrapper.Done(order);
        sink(order.Message.Value);
        """,
        """
        private readonly Wrapper wrapper = new();
        private sealed class Wrapper
        {
            private readonly IConsumer<string, string>? inner = null;
            public void Done(ConsumeResult<string, string> r) =>
                {|OG1001:inner!.Commit(new[] { new TopicPartitionOffset(r.TopicPartition, r.Offset + 1) })|};
        }
        """));

    [Fact]
    public Task From_a_method_that_consumes() => Verify.VerifyAnalyzerAsync("""
        using Confluent.Kafka;
        public sealed class Loop(IConsumer<string, string> consumer, Action<string> sink)
        {
            public void Run()
            {
                while (true)
                {
                    var order = Next();
                    if (order is null) continue;
                    {|OG1001:consumer.Commit(order)|};
                    sink(order.Message.Value);
                }
            }

            private ConsumeResult<string, string>? Next() => consumer.Consume(1000);
        }
        """);

    [Fact]
    public Task Out_of_an_iterator() => Verify.VerifyAnalyzerAsync("""
        using Confluent.Kafka;
        public sealed class Loop(IConsumer<string, string> consumer, Action<string> sink)
        {
            public void Run()
            {
                foreach (var order in Records())
                {
                    {|OG1001:consumer.Commit(order)|};
                    sink(order.Message.Value);
                }
            }

            private IEnumerable<ConsumeResult<string, string>> Records() { while (true) yield return consumer.Consume(); }
        }
        """);

    [Fact]
    public Task Into_the_implementation_of_an_interface_that_swallows() => Verify.VerifyAnalyzerAsync("""
        using Confluent.Kafka;
        public interface IHandle { Task Handle(string order); }
        public sealed class Careless(Action<string> sink) : IHandle
        {
            public async Task Handle(string order)
            {
                try { await Task.Yield(); sink(order); }
                catch (Exception error) { Console.WriteLine(error); }
            }
        }
        public sealed class Loop(IConsumer<string, string> consumer, IHandle handler)
        {
            public async Task Run()
            {
                while (true)
                {
                    var order = consumer.Consume();
                    await handler.Handle(order.Message.Value);
                    {|OG1005:consumer.Commit(order)|};
                }
            }
        }
        """);

    [Fact]
    public Task Into_the_handler_of_a_base_class_that_nobody_awaits() => Verify.VerifyAnalyzerAsync("""
        using Confluent.Kafka;
        public abstract class Worker(IConsumer<string, string> consumer)
        {
            protected abstract Task OnMessageAsync(string order);

            public void Run()
            {
                while (true)
                {
                    var order = consumer.Consume();
                    _ = {|OG1003:OnMessageAsync(order.Message.Value)|};
                    consumer.Commit(order);
                }
            }
        }
        public sealed class Orders(IConsumer<string, string> consumer, Action<string> sink) : Worker(consumer)
        {
            protected override async Task OnMessageAsync(string order) { await Task.Yield(); sink(order); }
        }
        """);

    [Fact]
    public Task Into_nothing_when_the_implementation_only_logs() => Verify.VerifyAnalyzerAsync(Loop(
        """
        consumer.Commit(order);
        Show(order);
        """,
        "private static void Show(ConsumeResult<string, string> r) => Console.WriteLine(r.Message.Value);"));

    [Fact]
    public Task Around_a_circle_of_methods() => Verify.VerifyAnalyzerAsync(Loop(
        """
        {|OG1001:consumer.Commit(order)|};
        Even(order, 8);
        """,
        """
        private void Even(ConsumeResult<string, string> r, int depth) { if (depth == 0) sink(r.Message.Value); else Odd(r, depth - 1); }
        private void Odd(ConsumeResult<string, string> r, int depth) => Even(r, depth - 1);
        """));

    [Fact]
    public Task No_deeper_than_the_budget() => Verify.VerifyAnalyzerAsync(Loop(
        """
        consumer.Commit(order);
        Call0(order);
        """,
        string.Concat(Enumerable.Range(0, 12).Select(n => $"private void Call{n}(ConsumeResult<string, string> r) => Call{n + 1}(r);\n"))
            + "private void Call12(ConsumeResult<string, string> r) => sink(r.Message.Value);"));

    private static string Loop(string body, string members) => $$"""
        using Confluent.Kafka;
        public sealed class Loop(IConsumer<string, string> consumer, Action<string> sink)
        {
            {{members}}

            public void Run(CancellationToken stopping)
            {
                while (!stopping.IsCancellationRequested)
                {
                    var order = consumer.Consume(stopping);
                    {{body}}
                }
            }
        }

        public static class Shipping
        {
            public static void ShipTo(this ConsumeResult<string, string> record, Action<string> sink) => sink(record.Message.Value);
        }
        """;
}
