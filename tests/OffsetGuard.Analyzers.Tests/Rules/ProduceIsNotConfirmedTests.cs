using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class ProduceIsNotConfirmedTests
{
    [Theory]
    [InlineData("producer.Produce(\"out\", new Message<string, string> { Value = order.Message.Value });")]
    [InlineData("_ = producer.ProduceAsync(\"out\", new Message<string, string> { Value = order.Message.Value });")]
    [InlineData("Publish(order.Message.Value); void Publish(string text) => producer.Produce(\"out\", new Message<string, string> { Value = text });")]
    public Task Fires_when_the_record_is_committed_after(string produce) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {{produce}}
        {|OG1008:consumer.Commit(order)|};
        """);

    [Theory]
    [InlineData("await producer.ProduceAsync(\"out\", order.Message);")]
    [InlineData("producer.Produce(\"out\", order.Message); producer.Flush(stopping);")]
    [InlineData("producer.Produce(\"out\", order.Message, report => logger.LogInformation(\"{0}\", report.Status));")]
    [InlineData("var sent = producer.ProduceAsync(\"out\", order.Message); await sent;")]
    public Task Is_silent_when_the_delivery_is_confirmed(string produce) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {{produce}}
        consumer.Commit(order);
        """);

    private static Task InLoop(string body) => Run($"while (!stopping.IsCancellationRequested)\n{{\n{body}\n}}");

    private static Task Run(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker(body));
}
