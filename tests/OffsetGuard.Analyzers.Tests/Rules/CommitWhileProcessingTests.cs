using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class CommitWhileProcessingTests
{
    [Theory]
    [InlineData("{|OG1003:handler.HandleAsync(new Order(order.Message.Value))|};")]
    [InlineData("_ = {|OG1003:handler.HandleAsync(new Order(order.Message.Value))|};")]
    [InlineData("var task = {|OG1003:handler.HandleAsync(new Order(order.Message.Value))|};")]
    [InlineData("_ = {|OG1003:Task.Run(() => handle(order))|};")]
    [InlineData("_ = {|OG1003:Task.Run(() => handler.HandleAsync(new Order(order.Message.Value)))|};")]
    [InlineData("{|OG1003:ThreadPool.QueueUserWorkItem(_ => handle(order))|};")]
    [InlineData("{|OG1003:Work()|}; async void Work() { await Task.Yield(); handle(order); }")]
    [InlineData("_ = {|OG1003:Work()|}; async Task Work() => await handler.HandleAsync(new Order(order.Message.Value));")]
    public Task Fires_when_nobody_waits_for(string work) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {{work}}
        consumer.Commit(order);
        """);

    [Fact]
    public Task Fires_when_the_client_commits_by_itself_and_the_next_record_is_consumed() => Run("""
        using var own = builderFor(new ConsumerConfig { GroupId = nameof(Worker) }).Build();
        own.Subscribe("orders");
        while (true)
        {
            var order = own.Consume(stopping);
            _ = {|OG1003:handler.HandleAsync(new Order(order.Message.Value))|};
        }
        """);

    [Theory]
    [InlineData("await handler.HandleAsync(new Order(order.Message.Value));")]
    [InlineData("await handler.HandleAsync(new Order(order.Message.Value)).ConfigureAwait(false);")]
    [InlineData("handler.HandleAsync(new Order(order.Message.Value)).Wait();")]
    [InlineData("handler.HandleAsync(new Order(order.Message.Value)).GetAwaiter().GetResult();")]
    [InlineData("var task = handler.HandleAsync(new Order(order.Message.Value)); logger.LogInformation(\"x\"); await task;")]
    [InlineData("var tasks = new List<Task>(); tasks.Add(handler.HandleAsync(new Order(\"\" + order.Message.Value))); await Task.WhenAll(tasks);")]
    [InlineData("var tasks = new[] { handler.HandleAsync(new Order(order.Message.Value)) }; foreach (var task in tasks) await task;")]
    [InlineData("await Task.Run(() => handle(order));")]
    [InlineData("await Work(); Task Work() => handler.HandleAsync(new Order(order.Message.Value));")]
    [InlineData("_ = Observe(); async Task Observe() { await Task.Yield(); logger.LogInformation(order.Message.Value); }")]
    public Task Is_silent_when_the_path_waits(string work) => InLoop($$"""
        var order = consumer.Consume(stopping);
        {{work}}
        consumer.Commit(order);
        """);

    [Fact]
    public Task Is_silent_when_the_task_goes_to_somebody_who_can_wait_for_it() => Run("""
        var pending = System.Threading.Channels.Channel.CreateBounded<Task>(10);
        while (true)
        {
            var order = consumer.Consume(stopping);
            await pending.Writer.WriteAsync(handler.HandleAsync(new Order(order.Message.Value)));
            consumer.Commit(order);
        }
        """);

    private static Task InLoop(string body) => Run($"while (!stopping.IsCancellationRequested)\n{{\n{body}\n}}");

    private static Task Run(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker(body));
}
