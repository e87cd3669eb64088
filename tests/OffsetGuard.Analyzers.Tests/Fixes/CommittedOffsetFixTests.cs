using OffsetGuard.Analyzers.Tests.Verification;
using OffsetGuard.CodeFixes;

namespace OffsetGuard.Analyzers.Tests.Fixes;

/// <summary>CommitNextOffset and DropIncrement.</summary>
public sealed class CommittedOffsetFixTests
{
    [Theory]
    [InlineData("consumer.Commit(new[] { order.TopicPartitionOffset })", "consumer.Commit(order)")]
    [InlineData("consumer.Commit([order.TopicPartitionOffset])", "consumer.Commit(order)")]
    [InlineData("consumer.StoreOffset(order.TopicPartitionOffset)", "consumer.StoreOffset(order)")]
    [InlineData(
        "consumer.Commit(new[] { new TopicPartitionOffset(order.TopicPartition, order.Offset /* its own */) })",
        "consumer.Commit(new[] { new TopicPartitionOffset(order.TopicPartition, order.Offset + 1 /* its own */) })")]
    [InlineData(
        "consumer.Commit(new List<TopicPartitionOffset> { new(order.Topic, order.Partition, order.Offset.Value) })",
        "consumer.Commit(new List<TopicPartitionOffset> { new(order.Topic, order.Partition, order.Offset.Value + 1) })")]
    [InlineData(
        "consumer.Commit(batch.Append(order).Select(r => r.TopicPartitionOffset))",
        "consumer.Commit(batch.Append(order).Select(r => new TopicPartitionOffset(r.TopicPartition, r.Offset + 1)))")]
    public Task Commits_the_offset_of_the_next_record(string before, string after) =>
        Fixed<CommitNextOffset>(InLoop($"{{|OG3001:{before}|}};"), InLoop($"{after};"));

    [Fact]
    public Task Commits_the_offset_of_the_next_record_everywhere_at_once() => Fixed<CommitNextOffset>(
        InLoop("{|OG3001:consumer.Commit(new[] { order.TopicPartitionOffset })|}; // blocks")
        + InLoop("{|OG3001:consumer.StoreOffset(order.TopicPartitionOffset)|};"),
        InLoop("consumer.Commit(order); // blocks") + InLoop("consumer.StoreOffset(order);"));

    [Theory]
    [InlineData("var position = order.TopicPartitionOffset; {|OG3001:consumer.StoreOffset(position)|};")]
    [InlineData("var own = order.Offset; {|OG3001:consumer.StoreOffset(new TopicPartitionOffset(order.TopicPartition, own))|};")]
    public Task Is_not_offered_when_the_offset_comes_from_elsewhere(string body) => NotOffered<CommitNextOffset>(InLoop(body));

    [Theory]
    [InlineData("order.Offset + 2", "order.Offset + 1")]
    [InlineData("order.Offset.Value + 3 /* next */", "order.Offset.Value + 1 /* next */")]
    [InlineData("next + 1", "next")]
    public Task Commits_no_offset_behind_the_next(string before, string after) => Fixed<DropIncrement>(
        InLoop($"var next = order.Offset + 1; {{|OG3002:consumer.Commit(new[] {{ new TopicPartitionOffset(order.TopicPartition, {before}) }})|}};"),
        InLoop($"var next = order.Offset + 1; consumer.Commit(new[] {{ new TopicPartitionOffset(order.TopicPartition, {after}) }});"));

    [Fact]
    public Task Drops_every_increment_at_once() => Fixed<DropIncrement>(
        InLoop("{|OG3002:consumer.StoreOffset(new TopicPartitionOffset(order.TopicPartition, order.Offset + 2))|}; // skips one")
        + InLoop("{|OG3002:consumer.StoreOffset(new TopicPartitionOffset(order.TopicPartition, order.Offset + 2))|};"),
        InLoop("consumer.StoreOffset(new TopicPartitionOffset(order.TopicPartition, order.Offset + 1)); // skips one")
        + InLoop("consumer.StoreOffset(new TopicPartitionOffset(order.TopicPartition, order.Offset + 1));"));

    [Theory]
    [InlineData("var next = order.Offset + 2; {|OG3002:consumer.StoreOffset(new TopicPartitionOffset(order.TopicPartition, next))|};")]
    [InlineData("{|OG3002:consumer.StoreOffset(new TopicPartitionOffset(order.TopicPartition, order.Offset + 1 + 1))|};")]
    public Task Is_not_offered_when_the_increment_is_not_one_sum_in_the_call(string body) => NotOffered<DropIncrement>(InLoop(body));

    private static string InLoop(string body) => $$"""
        for (var day = 0; day < 7; day++)
        {
            var order = consumer.Consume(stopping);
            handle(order);
            {{body}}
        }

        """;

    private static Task Fixed<TFix>(string before, string after) where TFix : KafkaFix, new() =>
        CSharpCodeFixVerifier<KafkaAnalyzer, TFix>.VerifyCodeFixAsync(Snippet.Worker(before), Snippet.Worker(after));

    private static Task NotOffered<TFix>(string body) where TFix : KafkaFix, new() =>
        CSharpCodeFixVerifier<KafkaAnalyzer, TFix>.VerifyNoCodeFixAsync(Snippet.Worker(body));
}
