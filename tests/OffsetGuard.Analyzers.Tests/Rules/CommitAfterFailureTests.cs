using System.Globalization;
using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class CommitAfterFailureTests
{
    [Theory]
    [InlineData("try { handle(order); } catch (Exception error) { logger.LogInformation(error.Message); } {|OG1005:consumer.Commit(order)|};")]
    [InlineData("try { handle(order); } finally { {|OG1005:consumer.Commit(order)|}; }")]
    [InlineData("try { handle(order); } catch { } finally { {|OG1005:consumer.Commit(order)|}; }")]
    [InlineData("try { handle(order); } catch { } {|OG1005:consumer.StoreOffset(order)|};")]
    [InlineData("try { await Task.Run(() => handle(order)); } catch { {|OG1005:consumer.Commit(order)|}; }")]
    [InlineData("try { handle(order); } catch (Exception error) when (error is not OperationCanceledException) { } {|OG1005:consumer.Commit(order)|};")]
    public Task Fires_when_the_exception_is_swallowed_here(string body) => InLoop("var order = consumer.Consume(stopping); " + body);

    [Theory]
    [InlineData("await Swallow(order); async Task Swallow(ConsumeResult<string, string> r) { try { await handler.HandleAsync(new Order(r.Message.Value)); } catch { } }")]
    [InlineData("Swallow(order); void Swallow(ConsumeResult<string, string> r) { try { handle(r); } catch { handler.Handle(\"failed\"); } }")]
    [InlineData("var ok = Try(order); logger.LogInformation(\"{0}\", ok); bool Try(ConsumeResult<string, string> r) { try { handle(r); return true; } catch { return false; } }")]
    public Task Fires_when_a_method_that_is_called_swallows(string call) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {{call}}
        {|OG1005:consumer.Commit(order)|};
        """);

    [Fact]
    public Task Fires_when_the_last_retry_has_failed() => InLoop("""
        var order = consumer.Consume(stopping);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try { handle(order); break; }
            catch (Exception error) { logger.LogInformation(error.Message); }
        }
        {|OG1005:consumer.Commit(order)|};
        """);

    [Fact]
    public Task Fires_when_the_dead_letter_swallows_its_own_failure() => InLoop("""
        var order = consumer.Consume(stopping);
        try { handle(order); }
        catch (Exception)
        {
            try { await producer.ProduceAsync("orders.dead", order.Message); }
            catch (ProduceException<string, string> error) { logger.LogInformation(error.Message); }
        }
        {|OG1005:consumer.Commit(order)|};
        """);

    [Theory]
    [InlineData("handle(order); consumer.Commit(order);")]
    [InlineData("try { handle(order); consumer.Commit(order); } catch (Exception error) { logger.LogInformation(error.Message); throw; }")]
    [InlineData("try { handle(order); } catch (Exception error) { handler.DeadLetter(order, error); } consumer.Commit(order);")]
    [InlineData("try { handle(order); } catch { await producer.ProduceAsync(\"orders.dead\", order.Message); } consumer.Commit(order);")]
    [InlineData("try { handle(order); } catch { return; } consumer.Commit(order);")]
    [InlineData("var done = false; try { handle(order); done = true; } catch { } if (!done) return; consumer.Commit(order);")]
    [InlineData("while (true) { try { handle(order); break; } catch { await Task.Delay(1000); } } consumer.Commit(order);")]
    [InlineData("try { handle(order); } catch (JsonException) { } consumer.Commit(order);")]
    [InlineData("try { handle(order); } catch (OperationCanceledException) { } consumer.Commit(order);")]
    public Task Is_silent_when_the_failure_is_not_committed(string body) => InLoop("var order = consumer.Consume(stopping); " + body);

    [Theory]
    [InlineData("if (Try(order)) consumer.Commit(order); else return;")]
    [InlineData("var ok = Try(order); if (!ok) throw new InvalidOperationException(); consumer.Commit(order);")]
    [InlineData("var ok = Try(order); if (ok) consumer.Commit(order); else return;")]
    public Task Is_silent_when_the_method_that_swallows_tells_and_is_heard(string body) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {{body}}
        bool Try(ConsumeResult<string, string> record)
        {
            try { handle(record); return true; }
            catch { return false; }
        }
        """);

    [Theory]
    [InlineData("try { handle(order); } catch { } consumer.Commit(order);", "the exception is swallowed")]
    [InlineData("try { handle(order); } catch { } finally { consumer.Commit(order); }", "the exception is swallowed")]
    [InlineData("try { handle(order); } finally { consumer.Commit(order); }", "finally runs for a failure, too")]
    [InlineData("try { handle(order); } finally { Finish(order); }", "finally runs for a failure, too")]
    [InlineData("try { handle(order); } finally { try { consumer.Commit(order); } catch (KafkaException) { } }", "finally runs for a failure, too")]
    public async Task Says_what_becomes_of_the_exception(string body, string fate)
    {
        var source = Snippet.Worker($$"""
            while (true) { var order = consumer.Consume(stopping); {{body}} }
            void Finish(ConsumeResult<string, string> record) => consumer.Commit(record);
            """);
        var compilation = Snippet.Compile(source, Reference.KafkaVersions["2.15.1"]);

        var findings = await CSharpAnalyzerVerifier<KafkaAnalyzer>.DiagnosticsOf(compilation);

        Assert.Contains(fate, Assert.Single(findings, f => f.Id == "OG1005").GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static Task InLoop(string body) => Run($"while (!stopping.IsCancellationRequested)\n{{\n{body}\n}}");

    private static Task Run(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker(body));
}
