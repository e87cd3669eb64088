using OffsetGuard.Analyzers.Tests.Verification;
using OffsetGuard.CodeFixes;

namespace OffsetGuard.Analyzers.Tests.Fixes;

/// <summary>StoreOffsetAfterLastUse and CommitAfterLastUse.</summary>
public sealed class HandBackTests
{
    private const string Auto = "new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest }";
    private const string Stored = "new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoOffsetStore = false }";

    [Fact]
    public Task Stores_the_offset_behind_the_last_use() => Fixed<StoreOffsetAfterLastUse>(
        """
        // Orders, at least once.
        var config = new ConsumerConfig
        {
            GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest,
            {|OG2001:EnableAutoCommit = true|}, // every 5 s
        };
        using var own = new ConsumerBuilder<string, string>(config).Build();
        while (true)
        {
            var order = own.Consume(stopping);
            if (order.Message.Value is null)
                continue; // a tombstone
            handle(order); // slow

            logger.LogInformation("done");
        }
        """,
        """
        // Orders, at least once.
        var config = new ConsumerConfig
        {
            GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = true, // every 5 s
            EnableAutoOffsetStore = false,
        };
        using var own = new ConsumerBuilder<string, string>(config).Build();
        while (true)
        {
            var order = own.Consume(stopping);
            if (order.Message.Value is null)
                continue; // a tombstone
            handle(order); // slow
            own.StoreOffset(order);

            logger.LogInformation("done");
        }
        """);

    [Theory]
    [InlineData("{ var order = own.Consume(stopping); handle(order); }", "{ var order = own.Consume(stopping); handle(order); own.StoreOffset(order); }")]
    [InlineData(
        "{ var order = own.Consume(100); if (order is null) continue; handle(order); }",
        "{ var order = own.Consume(100); if (order is null) continue; handle(order); own.StoreOffset(order); }")]
    [InlineData(
        "{ var order = own.Consume(stopping); try { handle(order); } finally { logger.LogInformation(\"\"); } }",
        "{ var order = own.Consume(stopping); try { handle(order); own.StoreOffset(order); } finally { logger.LogInformation(\"\"); } }")]
    [InlineData(
        "{ var order = own.Consume(stopping); if (AtMostOnce) handle(order); }",
        "{ var order = own.Consume(stopping); if (AtMostOnce) handle(order); own.StoreOffset(order); }")]
    public Task Stores_the_offset_where_the_record_is_done(string before, string after) =>
        Fixed<StoreOffsetAfterLastUse>(Over($"{{|OG2001:{Auto}|}}", before), Over(Stored, after));

    [Fact]
    public Task Stores_the_offset_where_the_loop_seeks_back() => Fixed<StoreOffsetAfterLastUse>(
        Over(
            $"{{|OG2001:{Auto}|}}",
            "{ var order = own.Consume(stopping); try { handle(order); } catch { {|OG1011:own.Seek(order.TopicPartitionOffset)|}; } }"),
        Over(
            Stored,
            "{ var order = own.Consume(stopping); try { handle(order); own.StoreOffset(order); } catch { own.Seek(order.TopicPartitionOffset); } }"));

    [Fact]
    public Task Stores_the_offsets_of_every_consumer_at_once() => Fixed<StoreOffsetAfterLastUse>(
        InBlock($"{{|OG2001:{Auto}|}}", "handle(order);") + InBlock($"{{|OG2001:{Auto}|}}", "handle(order);"),
        InBlock(Stored, "handle(order); own.StoreOffset(order);") + InBlock(Stored, "handle(order); own.StoreOffset(order);"));

    [Theory]
    [InlineData("{ var order = own.Consume(100); if (order is not null) handle(order); }")]
    [InlineData("{ handle(own.Consume(stopping)); }")]
    [InlineData("{ var order = own.Consume(stopping); try { handle(order); } catch { } }")]
    [InlineData("{ var order = own.Consume(stopping); batch.Add(order); if (batch.Count > 9) { foreach (var one in batch) handle(one); batch.Clear(); } }")]
    public Task Is_not_offered_when_the_record_may_be_absent_or_not_done(string loop) =>
        NotOffered<StoreOffsetAfterLastUse>(Over($"{{|OG2001:{Auto}|}}", loop));

    [Theory]
    [InlineData("EnableAutoCommit = false", "Commit")]
    [InlineData("EnableAutoOffsetStore = false", "StoreOffset")]
    public Task Hands_the_record_back_where_nobody_did(string option, string method) => Fixed<CommitAfterLastUse>(
        Over($"new ConsumerConfig {{ GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, {{|OG2004:{option}|}} }}", """
            {
                var order = own.Consume(stopping);
                await handler.HandleAsync(JsonSerializer.Deserialize<Order>(order.Message.Value)!); // slow
            }
            """),
        Over($"new ConsumerConfig {{ GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, {option} }}", $$"""
            {
                var order = own.Consume(stopping);
                await handler.HandleAsync(JsonSerializer.Deserialize<Order>(order.Message.Value)!); // slow
                own.{{method}}(order);
            }
            """));

    [Fact]
    public Task Hands_every_record_back_at_once()
    {
        const string Off = "new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }";
        const string Flagged = "new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, {|OG2004:EnableAutoCommit = false|} }";
        return Fixed<CommitAfterLastUse>(
            InBlock(Flagged, "handle(order);") + InBlock(Flagged, "handle(order);"),
            InBlock(Off, "handle(order); own.Commit(order);") + InBlock(Off, "handle(order); own.Commit(order);"));
    }

    [Theory]
    [InlineData("{ handle(own.Consume(stopping)); }")]
    [InlineData("{ var order = own.Consume(100); if (order is not null) handle(order); }")]
    [InlineData("{ var order = own.Consume(stopping); _ = Task.Run(() => handle(order)); }")]
    public Task Is_not_offered_when_the_commit_would_be_wrong(string loop) => NotOffered<CommitAfterLastUse>(
        Over("new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, {|OG2004:EnableAutoCommit = false|} }", loop));

    private static string Over(string configuration, string loop) => $$"""
        var config = {{configuration}};
        using var own = new ConsumerBuilder<string, string>(config).Build();
        own.Subscribe("orders");
        while (true)
        {{loop}}
        """;

    private static string InBlock(string configuration, string body) => $$"""
        using (var own = new ConsumerBuilder<string, string>({{configuration}}).Build())
        {
            own.Subscribe("orders");
            for (var day = 0; day < 7; day++) { var order = own.Consume(stopping); {{body}} }
        }

        """;

    private static Task Fixed<TFix>(string before, string after) where TFix : KafkaFix, new() =>
        CSharpCodeFixVerifier<KafkaAnalyzer, TFix>.VerifyCodeFixAsync(Snippet.Worker(before), Snippet.Worker(after));

    private static Task NotOffered<TFix>(string body) where TFix : KafkaFix, new() =>
        CSharpCodeFixVerifier<KafkaAnalyzer, TFix>.VerifyNoCodeFixAsync(Snippet.Worker(body));
}
