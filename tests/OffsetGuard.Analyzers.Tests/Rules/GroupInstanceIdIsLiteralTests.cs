using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>OG2010: a name that is the same in every instance.</summary>
public sealed class GroupInstanceIdIsLiteralTests
{
    private const string Config =
        "var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };";

    [Theory]
    [InlineData("{|OG2010:config.GroupInstanceId = \"billing-1\"|};")]
    [InlineData("const string name = \"billing\"; {|OG2010:config.GroupInstanceId = name + \"-1\"|};")]
    [InlineData("{|OG2010:config.Set(\"group.instance.id\", \"billing-1\")|};")]
    [InlineData("{|OG2010:config.GroupInstanceId = nameof(Worker)|};")]
    public Task Fires_when_every_instance_has_the_same_name(string option) => Verify.VerifyAnalyzerAsync(Subscribed(Config + option));

    [Theory]
    [InlineData("config.GroupInstanceId = Environment.MachineName;")]
    [InlineData("config.GroupInstanceId = $\"billing-{Environment.ProcessId}\";")]
    [InlineData("config.GroupInstanceId = \"billing-\" + Environment.GetEnvironmentVariable(\"ORDINAL\");")]
    [InlineData("config.GroupInstanceId = logger.ToString();")]
    [InlineData("config.GroupInstanceId = string.Empty + null;")]
    [InlineData("config.GroupInstanceId = null;")]
    [InlineData("config.GroupInstanceId = \"billing-1\"; config.GroupInstanceId = Environment.MachineName;")]
    [InlineData("if (AtMostOnce) config.GroupInstanceId = \"billing-1\";")]
    [InlineData("config.GroupInstanceId = \"billing-1\"; Name(config); void Name(object any) { }")]
    [InlineData("config.Set(\"group.instance.id\", Environment.MachineName);")]
    [InlineData("config.GroupInstanceId ??= Environment.MachineName;")]
    public Task Is_silent_when_the_name_differs_or_is_not_known(string option) => Verify.VerifyAnalyzerAsync(Subscribed(Config + option));

    [Fact]
    public Task Is_silent_when_the_consumer_joins_no_group() => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        {{Config}}
        config.GroupInstanceId = "billing-1";
        using var own = new ConsumerBuilder<string, string>(config).Build();
        own.Assign(new TopicPartitionOffset("orders", 0, Offset.Beginning));
        handle(own.Consume(stopping));
        """));

    [Fact]
    public Task Is_silent_when_the_options_come_from_elsewhere() => Verify.VerifyAnalyzerAsync(Snippet.Worker("""
        var pairs = JsonSerializer.Deserialize<Dictionary<string, string>>("{}")!;
        using var own = builderFor(new ConsumerConfig(pairs)).Build();
        own.Subscribe("orders");
        var order = own.Consume(stopping);
        handle(order);
        own.Commit(order);
        """));

    [Fact]
    public Task Is_silent_in_a_test() => Verify.VerifyTestAsync(Subscribed(Config + "config.GroupInstanceId = \"billing-1\";"));

    private static string Subscribed(string configuration) => Snippet.Worker($$"""
        {{configuration}}
        using var own = new ConsumerBuilder<string, string>(config).Build();
        own.Subscribe("orders");
        while (true) { var order = own.Consume(stopping); handle(order); own.Commit(order); }
        """);
}
