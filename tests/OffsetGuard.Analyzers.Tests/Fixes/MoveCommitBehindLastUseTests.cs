using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    OffsetGuard.Analyzers.KafkaAnalyzer, OffsetGuard.CodeFixes.MoveCommitBehindLastUse>;

namespace OffsetGuard.Analyzers.Tests.Fixes;

public sealed class MoveCommitBehindLastUseTests
{
    [Fact]
    public Task Moves_the_commit_behind_the_only_use() => Fixed(
        """
        while (true)
        {
            var order = consumer.Consume(stopping);
            {|OG1001:consumer.Commit(order)|};
            handle(order);
        }
        """,
        """
        while (true)
        {
            var order = consumer.Consume(stopping);
            handle(order);
            consumer.Commit(order);
        }
        """);

    [Fact]
    public Task Moves_the_store_of_an_offset_too() => Fixed(
        """
        while (true)
        {
            var order = consumer.Consume(stopping);
            {|OG1002:consumer.StoreOffset(order)|};
            handle(order);
        }
        """,
        """
        while (true)
        {
            var order = consumer.Consume(stopping);
            handle(order);
            consumer.StoreOffset(order);
        }
        """);

    [Fact]
    public Task Moves_the_commit_behind_the_last_use_of_what_is_made_of_the_record() => Fixed(
        """
        while (true)
        {
            var record = consumer.Consume(stopping);
            var order = JsonSerializer.Deserialize<Order>(record.Message.Value)!;
            {|OG1001:consumer.Commit(record)|};
            await handler.HandleAsync(order);
            if (AtMostOnce)
            {
                handler.TryHandle(order);
            }
            logger.LogInformation("done");
        }
        """,
        """
        while (true)
        {
            var record = consumer.Consume(stopping);
            var order = JsonSerializer.Deserialize<Order>(record.Message.Value)!;
            await handler.HandleAsync(order);
            if (AtMostOnce)
            {
                handler.TryHandle(order);
            }
            consumer.Commit(record);
            logger.LogInformation("done");
        }
        """);

    [Fact]
    public Task Keeps_comments_and_blank_lines() => Fixed(
        """
        while (true)
        {
            var order = consumer.Consume(stopping);

            // One commit per order.
            {|OG1001:consumer.Commit(order)|}; // blocks
            handle(order); // slow

            logger.LogInformation("done");
        }
        """,
        """
        while (true)
        {
            var order = consumer.Consume(stopping);

            handle(order); // slow
            // One commit per order.
            consumer.Commit(order); // blocks

            logger.LogInformation("done");
        }
        """);

    [Fact]
    public Task Fixes_every_loop_at_once() => Fixed(
        """
        while (AtMostOnce)
        {
            var order = consumer.Consume(stopping);
            {|OG1001:consumer.Commit(order)|};
            handle(order);
        }
        while (true)
        {
            var order = consumer.Consume(stopping);
            switch (order.Message.Key)
            {
                case "a":
                    {|OG1001:consumer.Commit(order)|};
                    handle(order);
                    break;
            }
        }
        """,
        """
        while (AtMostOnce)
        {
            var order = consumer.Consume(stopping);
            handle(order);
            consumer.Commit(order);
        }
        while (true)
        {
            var order = consumer.Consume(stopping);
            switch (order.Message.Key)
            {
                case "a":
                    handle(order);
                    consumer.Commit(order);
                    break;
            }
        }
        """);

    [Theory]
    [InlineData("if (AtMostOnce) { {|OG1001:consumer.Commit(order)|}; logger.LogInformation(\"{Order}\", order); } handle(order);")]
    [InlineData("{|OG1001:consumer.Commit(order)|}; if (order.Message.Key == \"a\") continue; handle(order);")]
    [InlineData("consumer.StoreOffset(order); var offsets = {|OG1001:consumer.Commit()|}; handle(order);")]
    [InlineData("if (AtMostOnce) {|OG1001:consumer.Commit(order)|}; handle(order);")]
    [InlineData("{|OG1001:consumer.Commit(order)|}; handle(order); order = consumer.Consume(stopping);")]
    [InlineData("""
        var next = new List<TopicPartitionOffset> { new(order.TopicPartition, order.Offset + 1) };
        {|OG1001:consumer.Commit(next)|}; handle(order); next.Clear();
        """)]
    public Task Is_not_offered_when_the_move_would_change_more(string loop) => Verify.VerifyNoCodeFixAsync(Snippet.Worker($$"""
        while (true)
        {
            var order = consumer.Consume(stopping);
            {{loop}}
        }
        """));

    [Fact]
    public async Task Speaks_in_an_order()
    {
        const string Loop = "var order = consumer.Consume(stopping); consumer.Commit(order); handle(order);";

        var titles = await Verify.TitlesFor(Snippet.Worker(Loop));

        Assert.Equal(["Commit after the record is processed"], titles);
    }

    private static Task Fixed(string before, string after) => Verify.VerifyCodeFixAsync(Snippet.Worker(before), Snippet.Worker(after));
}
