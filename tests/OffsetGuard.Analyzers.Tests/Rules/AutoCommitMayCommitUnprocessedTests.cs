using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

public sealed class AutoCommitMayCommitUnprocessedTests
{
    [Fact]
    public Task Fires_at_the_assignment_when_auto_commit_is_switched_on() => Over(
        """var config = new ConsumerConfig { GroupId = "billing", {|OG2001:EnableAutoCommit = true|} };""", "builderFor(config)");

    [Fact]
    public Task Fires_at_the_configuration_when_everything_is_left_at_its_default() => Over(
        """var config = {|OG2001:new ConsumerConfig { GroupId = "billing", AutoOffsetReset = AutoOffsetReset.Earliest }|};""", "new ConsumerBuilder<string, string>(config)");

    [Theory]
    [InlineData("{|OG2001:config.EnableAutoCommit = true|};")]
    [InlineData("{|OG2001:config.Set(\"enable.auto.commit\", \"true\")|};")]
    public Task Fires_at_the_later_write(string write) => Over("var config = new ConsumerConfig { GroupId = nameof(Worker) }; " + write, "builderFor(config)");

    [Fact]
    public Task Fires_when_the_builder_is_configured_further() => Over(
        "var builder = new ConsumerBuilder<string, string>({|OG2001:new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest }|}).SetErrorHandler((_, _) => { });", "builder");

    [Fact]
    public Task Fires_when_the_store_is_switched_on_explicitly() => Over(
        "var config = {|OG2001:new ConsumerConfig { GroupId = nameof(Worker), EnableAutoOffsetStore = true }|};", "builderFor(config)");

    [Fact]
    public Task Fires_once_when_there_are_two_effects() => Over(
        "var config = {|OG2001:new ConsumerConfig { GroupId = nameof(Worker) }|};", "builderFor(config)", "handle(order); handler.Handle(order.Message.Value);");

    [Theory]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false };")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoOffsetStore = false };")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker) }; config.EnableAutoOffsetStore = false;")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoOffsetStore = true }; config.EnableAutoOffsetStore = false;")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker) }; config.Set(\"enable.auto.offset.store\", \"false\");")]
    public Task Is_silent_when_one_of_the_two_is_off(string configuration) =>
        Over(configuration, "builderFor(config)", "handle(order); own.Commit(order);");

    [Theory]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = AtMostOnce };")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker) }; if (AtMostOnce) config.EnableAutoCommit = false;")]
    [InlineData("var config = new ConsumerConfig(JsonSerializer.Deserialize<Dictionary<string, string>>(Environment.NewLine)!);")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker) }; config.Set(Environment.NewLine, \"false\");")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker) }; Harden(config); void Harden(object c) { }")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker) }; var alias = config; alias.EnableAutoCommit = false;")]
    [InlineData("var config = AtMostOnce ? new ConsumerConfig { GroupId = nameof(Worker) } : new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false };")]
    public Task Is_silent_when_the_value_is_not_known(string configuration) => Over(configuration, "builderFor(config)");

    [Fact]
    public Task Is_silent_when_the_consumer_comes_from_outside() =>
        Run("while (true) { var order = consumer.Consume(stopping); handle(order); }");

    [Fact]
    public Task Is_silent_when_the_loop_only_observes() => Over(
        "var config = new ConsumerConfig { GroupId = nameof(Worker) };",
        "builderFor(config)",
        "Console.WriteLine(order.Message.Value); logger.LogInformation(\"{Order}\", order);");

    [Fact]
    public Task Is_silent_when_the_offset_is_stored_after_processing() => Over(
        "var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoOffsetStore = false };",
        "builderFor(config)",
        "handle(order); own.StoreOffset(order);");

    [Fact]
    public Task Is_silent_when_live_records_are_wanted_on_purpose() => Over(
        "var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Latest };", "builderFor(config)");

    [Fact]
    public Task Is_silent_when_partitions_are_assigned_by_hand_and_nothing_subscribes() => Run("""
        using var own = builderFor(new ConsumerConfig { GroupId = nameof(Worker) }).Build();
        own.Assign(new TopicPartition("orders", 0));
        while (true) handle(own.Consume(stopping));
        """);

    private static Task Over(string configuration, string builder, string processing = "handle(order);") => Run($$"""
        {{configuration}}
        using var own = {{builder}}.Build();
        own.Subscribe("orders");
        while (true)
        {
            var order = own.Consume(stopping);
            {{processing}}
        }
        """);

    private static Task Run(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker(body));
}
