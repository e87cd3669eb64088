namespace SamplesTests.Pages;

/// <summary>What the code of a page may look like, and what a run then shows: one loop, with another body each time.</summary>
public sealed class PageWorldTests
{
    private const string ProcessThenCommit = "ship(order.Message.Value); consumer.Commit(order);";

    [Theory]
    [InlineData("consumer.Commit(order); ship(order.Message.Value);", "at-least-once")]
    [InlineData("try { ship(order.Message.Value); } catch (Exception) { } consumer.Commit(order);", "at-least-once")]
    [InlineData("try { ship(order.Message.Value); consumer.Commit(order); } catch (Exception) { }", "at-least-once")]
    [InlineData("ship(order.Message.Value); consumer.Commit([order.TopicPartitionOffset]);", "final-commit-exact")]
    [InlineData("ship(order.Message.Value);", "final-commit-exact")]
    [InlineData(ProcessThenCommit, null)]
    public void A_synchronous_handler_is_a_delegate(string body, string? broken) =>
        AssertBreaks(broken, Loop("Action<string> ship", body));

    [Theory]
    [InlineData("_ = ship(order); consumer.Commit(order);", "at-least-once")]
    [InlineData("await ship(order); consumer.Commit(order);", null)]
    public void An_asynchronous_handler_takes_a_while(string body, string? broken) =>
        AssertBreaks(broken, Loop("Func<ConsumeResult<string, string>, Task> ship", body));

    [Theory]
    [InlineData("consumer.Commit(order); await store.SaveAsync(JsonSerializer.Deserialize<Order>(order.Message.Value)!);", "at-least-once")]
    [InlineData("if (await store.SaveAsync(JsonSerializer.Deserialize<Order>(order.Message.Value)!)) consumer.Commit(order);", null)]
    public void An_interface_is_implemented_and_a_record_is_known_by_its_id(string body, string? broken) => AssertBreaks(
        broken, Loop("IStore store, ILogger logger", "logger.Log(order.Message.Value);" + body),
        "public sealed record Order(string Id); public interface IStore { Task<bool> SaveAsync(Order order); } public interface ILogger { void Log(string text); }");

    [Theory]
    [InlineData("producer.Produce(\"invoices\", order.Message); consumer.Commit(order);", "at-least-once")]
    [InlineData("await producer.ProduceAsync(\"invoices\", order.Message); consumer.Commit(order);", null)]
    [InlineData("producer.Produce(\"invoices\", order.Message); producer.Flush(stopping); consumer.Commit(order);", null)]
    public void A_record_that_is_produced_on_is_processed_when_it_is_confirmed(string body, string? broken) =>
        AssertBreaks(broken, Loop("IProducer<string, string> producer", body));

    [Theory]
    [InlineData("await queue.WriteAsync(order, stopping); consumer.Commit(order);", "at-least-once")]
    [InlineData("await queue.WriteAsync(order, stopping); consumer.Commit(await done.ReadAsync(stopping));", null)]
    public void A_queue_has_a_worker_behind_it(string body, string? broken) => AssertBreaks(
        broken, Loop("System.Threading.Channels.ChannelWriter<ConsumeResult<string, string>> queue, System.Threading.Channels.ChannelReader<ConsumeResult<string, string>> done", body));

    [Theory]
    [InlineData("Task.Delay(TimeSpan.FromMinutes(10)).Wait();")]
    [InlineData("Thread.Sleep(600_000);")]
    public void Waiting_takes_the_time_of_the_world_and_the_group_loses_patience(string wait) =>
        AssertBreaks(PageRun.HealthyRun, Loop("Action<string> ship", "ship(order.Message.Value);" + wait + "consumer.Commit(order);"));

    [Fact]
    public void A_program_that_fails_at_once_breaks_nothing_else() =>
        AssertBreaks(PageRun.HealthyRun, Loop("Action<string> ship", "ship(order.Message.Value); throw new InvalidOperationException();"));

    [Fact]
    public void The_world_is_as_large_as_the_page_asks_for() => AssertBreaks(
        null, Loop("Action<string> ship", ProcessThenCommit), run: "breaks progress with 2 partitions, 2 workers, 6 records");

    [Theory]
    [InlineData("| Run | breaks something |")]
    [InlineData("| Run | no: |")]
    [InlineData("| Effect | Loss |")]
    public void A_row_that_says_nothing_is_refused_with_the_words_to_write(string row) =>
        Assert.Contains("| Run | breaks at-least-once |", Assert.Throws<FormatException>(() => PageRun.Parse(row)).Message, StringComparison.Ordinal);

    private static string Loop(string parameters, string body) => $$"""
        using System.Text.Json;
        using Confluent.Kafka;

        public sealed class OrderLoop(IConsumer<string, string> consumer, {{parameters}})
        {
            public async Task Run(CancellationToken stopping)
            {
                await Task.Yield();
                while (!stopping.IsCancellationRequested)
                {
                    var order = consumer.Consume(stopping);
                    {{body}}
                }
            }
        }
        """;

    private static void AssertBreaks(string? promise, string code, string types = "", string run = "breaks at-least-once")
    {
        var program = PageProgram.Of($"{code}\n{types}", "Page.cs");

        var broken = new PageWorld(PageRun.Parse($"| Run | {run} |"), program).FindBroken();

        Assert.True(promise == broken?.Promise, $"Expected {promise ?? "no broken promise"}, but {broken?.Promise ?? "every promise holds"}.\n{broken?.Text}");
    }
}
