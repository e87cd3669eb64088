using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>OG3001 and OG3002.</summary>
public sealed class CommittedOffsetTests
{
    [Theory]
    [InlineData("new[] { order.TopicPartitionOffset }")]
    [InlineData("new[] { new TopicPartitionOffset(order.TopicPartition, order.Offset) }")]
    [InlineData("new List<TopicPartitionOffset> { new(order.Topic, order.Partition, order.Offset.Value) }")]
    public Task Fires_when_the_offset_of_the_record_itself_is_committed(string offsets) => InLoop($$"""
        var order = consumer.Consume(stopping);
        handle(order);
        {|OG3001:consumer.Commit({{offsets}})|};
        """);

    [Fact]
    public Task Fires_when_the_offsets_of_a_batch_are_selected() => InLoop("""
        var records = new List<ConsumeResult<string, string>>();
        records.Add(consumer.Consume(stopping));
        foreach (var order in records) handle(order);
        {|OG3001:consumer.Commit(records.Select(order => order.TopicPartitionOffset))|};
        """);

    [Theory]
    [InlineData("order.Offset + 2")]
    [InlineData("next + 1")]
    public Task Fires_when_a_record_is_left_out(string offset) => InLoop($$"""
        var order = consumer.Consume(stopping);
        handle(order);
        var next = order.Offset + 1;
        {|OG3002:consumer.Commit(new[] { new TopicPartitionOffset(order.TopicPartition, {{offset}}) })|};
        """);

    [Theory]
    [InlineData("consumer.Commit(order);")]
    [InlineData("consumer.Commit(new[] { new TopicPartitionOffset(order.TopicPartition, order.Offset + 1) });")]
    [InlineData("var next = order.Offset.Value; next++; consumer.Commit(new[] { new TopicPartitionOffset(order.TopicPartition, next) });")]
    [InlineData("var next = order.Offset.Value; next += 1; consumer.Commit(new[] { new TopicPartitionOffset(order.TopicPartition, next) });")]
    [InlineData("CommitNext(order); void CommitNext(ConsumeResult<string, string> r) => consumer.Commit(new[] { new TopicPartitionOffset(r.TopicPartition, r.Offset + 1) });")]
    [InlineData("consumer.Seek(order.TopicPartitionOffset);")]
    public Task Is_silent_when_the_next_offset_is_committed(string commit) => InLoop($$"""
        var order = consumer.Consume(stopping);
        handle(order);
        {{commit}}
        """);

    private static Task InLoop(string body) => Run($"while (!stopping.IsCancellationRequested)\n{{\n{body}\n}}");

    private static Task Run(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker(body));
}
