using OffsetGuard.Analyzers.Tests.Verification;
using OffsetGuard.CodeFixes;

namespace OffsetGuard.Analyzers.Tests.Fixes;

/// <summary>RethrowFailure and SeekBackToFailedRecord.</summary>
public sealed class FailureTests
{
    [Fact]
    public Task Rethrows_where_a_later_commit_would_pass_the_failed_record() => Fixed<RethrowFailure>(
        InLoop("""
            try
            {
                {|OG1006:handle(order)|};
                consumer.Commit(order);
            }
            catch (Exception error) // nobody hears of it
            {
                logger.LogInformation("failed: {Error}", error); // only this
            }
            """),
        InLoop("""
            try
            {
                handle(order);
                consumer.Commit(order);
            }
            catch (Exception error) // nobody hears of it
            {
                logger.LogInformation("failed: {Error}", error); // only this
                throw;
            }
            """));

    [Theory]
    [InlineData("catch { }", "catch { throw; }")]
    [InlineData("catch {}", "catch { throw; }")]
    [InlineData("catch { continue; }", "catch { throw; }")]
    [InlineData("catch (ConsumeException) { } catch { }", "catch (ConsumeException) { } catch { throw; }")]
    [InlineData("catch\n{\n    // A bad day.\n}", "catch\n{\n    // A bad day.\n    throw;\n}")]
    public Task Rethrows_in_place_of_nothing(string before, string after) => Fixed<RethrowFailure>(
        InLoop("try { {|OG1006:handle(order)|}; consumer.Commit(order); }\n" + before),
        InLoop("try { handle(order); consumer.Commit(order); }\n" + after));

    [Fact]
    public Task Rethrows_where_the_failed_record_itself_would_be_committed() => Fixed<RethrowFailure>(
        InLoop("try { handle(order); }\ncatch { logger.LogInformation(\"failed\"); }\n{|OG1005:consumer.Commit(order)|};"),
        InLoop("try { handle(order); }\ncatch { logger.LogInformation(\"failed\"); throw; }\nconsumer.Commit(order);"));

    [Fact]
    public Task Rethrows_everywhere_at_once() => Fixed<RethrowFailure>(
        InLoop("try { {|OG1006:handle(order)|}; consumer.Commit(order); }\ncatch { }")
        + InLoop("try { {|OG1006:handle(order)|}; consumer.Commit(order); }\ncatch { }"),
        InLoop("try { handle(order); consumer.Commit(order); }\ncatch { throw; }")
        + InLoop("try { handle(order); consumer.Commit(order); }\ncatch { throw; }"));

    [Theory]
    [InlineData("try { {|OG1006:handle(order)|}; consumer.Commit(order); } catch (TimeoutException) { } catch { }")]
    [InlineData("try { handle(order); } catch { } finally { {|OG1005:consumer.Commit(order)|}; }")]
    public Task Does_not_offer_to_rethrow_when_it_would_not_help(string body) => NotOffered<RethrowFailure>(InLoop(body));

    [Fact]
    public Task Seeks_back_before_the_loop_goes_on() => Fixed<SeekBackToFailedRecord>(
        InLoop("""
            try
            {
                {|OG1006:handle(order)|};
                consumer.Commit(order);
            }
            catch (Exception error)
            {
                logger.LogInformation("failed: {Error}", error);

                // On to the next one.
                continue;
            }
            """),
        InLoop("""
            try
            {
                handle(order);
                consumer.Commit(order);
            }
            catch (Exception error)
            {
                logger.LogInformation("failed: {Error}", error);

                // On to the next one.
                consumer.Seek(order.TopicPartitionOffset);
                continue;
            }
            """));

    [Fact]
    public Task Seeks_back_everywhere_at_once() => Fixed<SeekBackToFailedRecord>(
        InLoop("try { {|OG1006:handle(order)|}; consumer.Commit(order); }\ncatch { }")
        + InLoop("try { {|OG1006:handle(order)|}; consumer.Commit(order); }\ncatch { continue; }"),
        InLoop("try { handle(order); consumer.Commit(order); }\ncatch { consumer.Seek(order.TopicPartitionOffset); }")
        + InLoop("try { handle(order); consumer.Commit(order); }\ncatch { consumer.Seek(order.TopicPartitionOffset); continue; }"));

    [Fact]
    public Task Does_not_offer_to_seek_when_the_record_may_be_null() => NotOffered<SeekBackToFailedRecord>("""
        for (var day = 0; day < 7; day++)
        {
            var order = consumer.Consume(TimeSpan.FromSeconds(1));
            try { {|OG1006:handle(order)|}; consumer.Commit(order); } catch { }
        }
        """);

    [Fact]
    public Task Does_not_offer_to_seek_when_there_may_be_no_record() => NotOffered<SeekBackToFailedRecord>("""
        ConsumeResult<string, string>? order = null;
        for (var day = 0; day < 7; day++)
        {
            try { order = consumer.Consume(stopping); {|OG1006:handle(order)|}; consumer.Commit(order); } catch { }
        }
        """);

    [Fact]
    public Task Does_not_offer_to_seek_when_the_record_is_out_of_sight() => NotOffered<SeekBackToFailedRecord>("""
        for (var day = 0; day < 7; day++)
        {
            try { var order = consumer.Consume(stopping); {|OG1006:handle(order)|}; consumer.Commit(order); } catch { }
        }
        """);

    [Theory]
    [InlineData("Rethrow the exception (the loop ends at the first failure)", typeof(RethrowFailure))]
    [InlineData("Seek back to the failed record (repeats it until it succeeds)", typeof(SeekBackToFailedRecord))]
    public void Says_what_changes_beyond_the_mistake(string title, Type fix) =>
        Assert.Equal(title, ((KafkaFix)Activator.CreateInstance(fix)!).Title);

    private static string InLoop(string body) => $$"""
        for (var day = 0; day < 7; day++)
        {
        var order = consumer.Consume(stopping);
        {{body}}
        }

        """;

    private static Task Fixed<TFix>(string before, string after) where TFix : KafkaFix, new() =>
        CSharpCodeFixVerifier<KafkaAnalyzer, TFix>.VerifyCodeFixAsync(Snippet.Worker(before), Snippet.Worker(after));

    private static Task NotOffered<TFix>(string body) where TFix : KafkaFix, new() =>
        CSharpCodeFixVerifier<KafkaAnalyzer, TFix>.VerifyNoCodeFixAsync(Snippet.Worker(body));
}
