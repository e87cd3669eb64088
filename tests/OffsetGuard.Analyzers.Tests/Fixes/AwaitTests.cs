using OffsetGuard.Analyzers.Tests.Verification;
using OffsetGuard.CodeFixes;

namespace OffsetGuard.Analyzers.Tests.Fixes;

/// <summary>AwaitTask and AwaitDelivery.</summary>
public sealed class AwaitTests
{
    private const string Parsed = "var parsed = JsonSerializer.Deserialize<Order>(order.Message.Value)!;\n";
    private const string Mapped = "var message = new Message<string, string> { Value = order.Message.Value };\n";

    [Theory]
    [InlineData("{|OG1003:handler.HandleAsync(parsed)|};", "await handler.HandleAsync(parsed);")]
    [InlineData("_ = {|OG1003:handler.HandleAsync(parsed)|}; // fast", "await handler.HandleAsync(parsed); // fast")]
    [InlineData("/* soon */ _ = {|OG1003:Task.Run(() => handle(order))|};", "/* soon */ await Task.Run(() => handle(order));")]
    [InlineData("{|OG1003:handler.HandleAsync(parsed)|}.ConfigureAwait(false);", "await handler.HandleAsync(parsed).ConfigureAwait(false);")]
    public Task Awaits_a_task_that_was_dropped(string before, string after) =>
        Fixed<AwaitTask>(InLoop(Parsed + before + "\nconsumer.Commit(order);"), InLoop(Parsed + after + "\nconsumer.Commit(order);"));

    [Theory]
    [InlineData("Task.WhenAll({|OG1003:handler.HandleAsync(parsed)|});")]
    [InlineData("var running = {|OG1003:Task.Run(() => handle(order))|};")]
    public Task Is_not_offered_when_somebody_has_the_task(string start) =>
        NotOffered<AwaitTask>(Snippet.Worker(InLoop(Parsed + start + "\nconsumer.Commit(order);")));

    [Fact]
    public Task Is_not_offered_in_a_method_that_cannot_await() => NotOffered<AwaitTask>("""
        using Confluent.Kafka;
        public sealed class Loop(IConsumer<string, string> consumer, Func<string, Task> handle)
        {
            public void Run()
            {
                var order = consumer.Consume();
                {|OG1003:handle(order.Message.Value)|};
                consumer.Commit(order);
            }
        }
        """);

    [Fact]
    public Task Awaits_every_task_at_once() => Fixed<AwaitTask>(
        InLoop(Parsed + "_ = {|OG1003:handler.HandleAsync(parsed)|};\nconsumer.Commit(order);")
        + InLoop(Parsed + "{|OG1003:handler.HandleAsync(parsed)|};\nconsumer.Commit(order);"),
        InLoop(Parsed + "await handler.HandleAsync(parsed);\nconsumer.Commit(order);")
        + InLoop(Parsed + "await handler.HandleAsync(parsed);\nconsumer.Commit(order);"));

    [Theory]
    [InlineData("producer.Produce(\"bills\", message); // one bill each", "await producer.ProduceAsync(\"bills\", message); // one bill each")]
    [InlineData("_ = producer.ProduceAsync(\"bills\", message);", "await producer.ProduceAsync(\"bills\", message);")]
    [InlineData("producer.ProduceAsync(new TopicPartition(\"bills\", 0), message);", "await producer.ProduceAsync(new TopicPartition(\"bills\", 0), message);")]
    public Task Awaits_the_delivery(string before, string after) => Fixed<AwaitDelivery>(
        InLoop(Mapped + before + "\n{|OG1008:consumer.Commit(order)|};"), InLoop(Mapped + after + "\nconsumer.Commit(order);"));

    [Fact]
    public Task Awaits_every_delivery_at_once() => Fixed<AwaitDelivery>(
        InLoop(Mapped + "producer.Produce(\"bills\", message);\n{|OG1008:consumer.Commit(order)|};")
        + InLoop(Mapped + "producer.Produce(\"mails\", message);\n{|OG1008:consumer.Commit(order)|};"),
        InLoop(Mapped + "await producer.ProduceAsync(\"bills\", message);\nconsumer.Commit(order);")
        + InLoop(Mapped + "await producer.ProduceAsync(\"mails\", message);\nconsumer.Commit(order);"));

    [Theory]
    [InlineData("producer.Produce(\"bills\", message, null);")]
    [InlineData("if (AtMostOnce) producer.Produce(\"bills\", message); else producer.Produce(\"mails\", message);")]
    [InlineData("Send(); void Send() => producer.Produce(\"bills\", message);")]
    public Task Is_not_offered_when_a_handler_or_a_delivery_would_be_forgotten(string produce) =>
        NotOffered<AwaitDelivery>(Snippet.Worker(InLoop(Mapped + produce + "\n{|OG1008:consumer.Commit(order)|};")));

    private static string InLoop(string body) => $$"""
        for (var day = 0; day < 7; day++)
        {
        var order = consumer.Consume(stopping);
        {{body}}
        }

        """;

    private static Task Fixed<TFix>(string before, string after) where TFix : KafkaFix, new() =>
        CSharpCodeFixVerifier<KafkaAnalyzer, TFix>.VerifyCodeFixAsync(Snippet.Worker(before), Snippet.Worker(after));

    private static Task NotOffered<TFix>(string source) where TFix : KafkaFix, new() =>
        CSharpCodeFixVerifier<KafkaAnalyzer, TFix>.VerifyNoCodeFixAsync(source);
}
