using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>OG2006: nobody has said where the group begins.</summary>
public sealed class ResetIsLeftAtLatestTests
{
    private const string ByHand = "GroupId = nameof(Worker), EnableAutoCommit = false";
    private const string Commits = "while (true) { var order = own.Consume(stopping); handle(order); own.Commit(order); }";
    private const string Stores = "while (true) { var order = own.Consume(stopping); handle(order); own.StoreOffset(order); }";
    private const string Builder = "new ConsumerBuilder<string, string>(config)";

    [Theory]
    [InlineData(ByHand, Commits)]
    [InlineData("GroupId = nameof(Worker), EnableAutoOffsetStore = false", Stores)]
    [InlineData("GroupId = Environment.MachineName, EnableAutoCommit = false", Commits)]
    [InlineData(ByHand + ", AutoOffsetReset = null", Commits)]
    public Task Fires_when_records_are_counted_by_hand(string options, string body) =>
        Over($"var config = {{|OG2006:new ConsumerConfig {{ {options} }}|}};", Builder, body);

    [Fact]
    public Task Fires_when_the_client_counts_for_a_group_with_a_name() => Over(
        "var config = {|OG2006:{|OG2001:new ConsumerConfig { GroupId = nameof(Worker) }|}|};", Builder, "while (true) handle(own.Consume(stopping));");

    [Theory]
    [InlineData("new ConsumerBuilder<string, string>(config).SetErrorHandler((_, e) => logger.LogInformation(e.Reason))")]
    [InlineData("new ConsumerBuilder<string, string>(config).SetPartitionsAssignedHandler((c, partitions) => logger.LogInformation(c.Name))")]
    public Task Fires_when_handlers_only_look(string builder) =>
        Over($"var config = {{|OG2006:new ConsumerConfig {{ {ByHand} }}|}};", builder, Commits);

    [Fact]
    public Task Fires_through_a_builder_in_a_variable() => Over(
        $"var config = {{|OG2006:new ConsumerConfig {{ {ByHand} }}|}}; var builder = {Builder}; builder.SetErrorHandler((_, e) => logger.LogInformation(e.Reason));",
        "builder", Commits);

    [Theory]
    [InlineData(ByHand + ", AutoOffsetReset = AutoOffsetReset.Earliest")]
    [InlineData(ByHand + ", AutoOffsetReset = AutoOffsetReset.Latest")]
    [InlineData(ByHand + ", AutoOffsetReset = AtMostOnce ? AutoOffsetReset.Latest : AutoOffsetReset.Earliest")]
    public Task Is_silent_when_somebody_has_said_where_to_begin(string options) =>
        Over($"var config = new ConsumerConfig {{ {options} }};", Builder, Commits);

    [Theory]
    [InlineData("config.AutoOffsetReset = AutoOffsetReset.Earliest;")]
    [InlineData("config.AutoOffsetReset ??= AutoOffsetReset.Earliest;")]
    [InlineData("config.Set(\"auto.offset.reset\", \"earliest\");")]
    [InlineData("if (AtMostOnce) config.AutoOffsetReset = AutoOffsetReset.Latest;")]
    [InlineData("foreach (var (key, value) in JsonSerializer.Deserialize<Dictionary<string, string>>(\"{}\")!) config.Set(key, value);")]
    [InlineData("Complete(config); void Complete(object any) { }")]
    [InlineData("Complete(); void Complete() => config.AutoOffsetReset = AutoOffsetReset.Earliest;")]
    public Task Is_silent_when_it_may_be_said_later(string later) =>
        Over($"var config = new ConsumerConfig {{ {ByHand} }}; {later}", Builder, Commits);

    [Theory]
    [InlineData("var config = new ConsumerConfig(JsonSerializer.Deserialize<Dictionary<string, string>>(\"{}\")!);", Builder)]
    [InlineData("var first = new ConsumerConfig { AutoOffsetReset = AutoOffsetReset.Earliest }; var config = new ConsumerConfig(first) { " + ByHand + " };", Builder)]
    [InlineData("var config = new ConsumerConfig { " + ByHand + " };", "builderFor(config)")]
    [InlineData("var config = new ConsumerConfig { " + ByHand + " };", Builder + ".SetPartitionsAssignedHandler((_, all) => all.Select(p => new TopicPartitionOffset(p, Offset.Beginning)))")]
    [InlineData("var config = new ConsumerConfig { " + ByHand + " };", Builder + ".SetPartitionsAssignedHandler((c, all) => c.Assign(all.Select(p => new TopicPartitionOffset(p, 0))))")]
    [InlineData("var config = new ConsumerConfig { " + ByHand + " };", Builder + ".SetPartitionsAssignedHandler((c, all) => Relay(c, last!))")]
    [InlineData("var config = new ConsumerConfig { " + ByHand + " }; Action<IConsumer<string, string>, List<TopicPartition>> begin = (c, all) => { };", Builder + ".SetPartitionsAssignedHandler(begin)")]
    public Task Is_silent_when_the_configuration_or_the_builder_may_say_it(string configuration, string builder) => Over(configuration, builder, Commits);

    [Theory]
    [InlineData("builder.SetErrorHandler((_, _) => { }).SetPartitionsAssignedHandler((_, all) => all.Select(p => new TopicPartitionOffset(p, Offset.End)));")]
    [InlineData("Complete(builder); void Complete(ConsumerBuilder<string, string> any) { }")]
    public Task Is_silent_when_a_builder_in_a_variable_gets_a_handler(string later) =>
        Over($"var config = new ConsumerConfig {{ {ByHand} }}; var builder = {Builder}; {later}", "builder", Commits);

    [Theory]
    [InlineData("GroupId = Guid.NewGuid().ToString(), EnableAutoCommit = false, EnablePartitionEof = true", Commits)]
    [InlineData("GroupId = Environment.MachineName", "while (true) logger.LogInformation(\"{Order}\", own.Consume(stopping).Message.Value);")]
    [InlineData("GroupId = nameof(Worker)", "while (true) logger.LogInformation(\"{Order}\", own.Consume(stopping).Message.Value);")]
    [InlineData(ByHand, "own.Seek(new TopicPartitionOffset(\"orders\", 0, 0));" + Commits)]
    [InlineData(ByHand, "own.Assign(new TopicPartitionOffset(\"orders\", 0, Offset.End));" + Commits)]
    public Task Is_silent_when_nobody_counts_or_the_program_chooses_the_offset(string options, string body) =>
        Over($"var config = new ConsumerConfig {{ {options} }};", Builder, body);

    [Fact]
    public Task Is_silent_in_a_test() =>
        Verify.VerifyTestAsync(Snippet.Worker(Subscribed($"var config = new ConsumerConfig {{ {ByHand} }};", Builder, Commits)));

    private static Task Over(string configuration, string builder, string body) =>
        Verify.VerifyAnalyzerAsync(Snippet.Worker(Subscribed(configuration, builder, body)));

    private static string Subscribed(string configuration, string builder, string body) => $$"""
        {{configuration}}
        using var own = {{builder}}.Build();
        own.Subscribe("orders");
        {{body}}
        """;
}
