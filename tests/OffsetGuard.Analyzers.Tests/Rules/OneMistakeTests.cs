using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>One mistake is one report: where a rule says what is wrong, the general ones are silent.</summary>
public sealed class OneMistakeTests
{
    [Theory]
    [InlineData("_ = {|OG1003:handler.HandleAsync(new Order(order.Message.Value))|};")]
    [InlineData("_ = {|OG1003:Task.Run(() => handle(order))|};")]
    [InlineData("_ = {|OG1003:Task.Run(async () => { await handler.HandleAsync(new Order(order.Message.Value)); })|};")]
    [InlineData("Begin(order); void Begin(ConsumeResult<string, string> r) { _ = {|OG1003:handler.HandleAsync(new Order(r.Message.Value))|}; }")]
    [InlineData("_ = {|OG1003:Later(order)|};")]
    [InlineData("{|OG1003:Fire(order)|};")]
    [InlineData("_ = {|OG1003:Task.Run(() => Both(order))|};")]
    public Task A_task_that_nobody_waits_for_is_not_reported_again_for_its_auto_commit(string body) => Over(body);

    [Theory]
    [InlineData("handle(order); own.Commit(order);", "OG2002")]
    [InlineData("handle(order); own.Commit();", "OG2002")]
    [InlineData("try { handle(order); } finally { own.Commit(); }", "OG2002,OG1005")]
    public async Task A_commit_by_hand_beside_auto_commit_is_one_mistake(string body, string ids) => await AssertIds(body, ids);

    [Theory]
    [InlineData("handle(order); own.StoreOffset(order);", "OG2003")]
    [InlineData("await handler.HandleAsync(new Order(order.Message.Value)); own.StoreOffset(order);", "OG2003")]
    public async Task A_stored_offset_beside_auto_store_is_one_mistake(string body, string ids) => await AssertIds(body, ids);

    [Theory]
    [InlineData("handle(order);")]
    [InlineData("await Task.Run(() => handle(order));")]
    [InlineData("await Later(order);")]
    [InlineData("var work = Later(order); await work;")]
    [InlineData("var work = Task.Run(() => handle(order)); work.Wait();")]
    [InlineData("var work = handler.HandleAsync(new Order(order.Message.Value)); await Task.WhenAll(work);")]
    public async Task Work_that_is_waited_for_is_a_matter_of_the_configuration_alone(string body) => await AssertIds(body, "OG2001");

    private static async Task AssertIds(string body, string ids)
    {
        var source = Source(body);

        var findings = await CSharpAnalyzerVerifier<KafkaAnalyzer>.DiagnosticsOf(Snippet.Compile(source, Reference.KafkaVersions["2.15.1"]));

        Assert.Equal(ids.Split(',').Order(), findings.Select(f => f.Id).Order());
    }

    private static Task Over(string body) => Verify.VerifyAnalyzerAsync(Source(body));

    private static string Source(string body) => Snippet.Worker($$"""
        var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest };
        using var own = builderFor(config).Build();
        own.Subscribe("orders");
        while (true)
        {
            var order = own.Consume(stopping);
            {{body}}
        }

        async Task Later(ConsumeResult<string, string> record) { await Task.Delay(10); handle(record); }
        async void Fire(ConsumeResult<string, string> record) { await handler.HandleAsync(new Order(record.Message.Value)); }
        void Both(ConsumeResult<string, string> record) { handle(record); handler.Handle(record.Message.Value); }
        """);
}
