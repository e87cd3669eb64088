using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>OG1011, OG2002 to OG2005, OG2009 and OG2012: what a configuration means for what is done with the consumer.</summary>
public sealed class ConsumerConfigurationTests
{
    private const string Loop = "while (true) { var order = own.Consume(stopping); handle(order); own.Commit(order); }";

    [Theory]
    [InlineData("var config = {|OG2002:new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest }|};")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, {|OG2002:EnableAutoCommit = true|} };")]
    [InlineData("var shared = new ClientConfig(); var config = {|OG2002:new ConsumerConfig(shared) { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest }|};")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest }; {|OG2002:config.EnableAutoCommit ??= true|};")]
    public Task Fires_when_the_code_and_a_timer_commit(string configuration) => Over(configuration, Loop);

    [Theory]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };")]
    [InlineData("var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoOffsetStore = false };")]
    [InlineData("var config = Make(); ConsumerConfig Make() { var made = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest }; made.EnableAutoCommit = false; return made; }")]
    [InlineData("var first = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }; var config = new ConsumerConfig(first);")]
    [InlineData("var pairs = new Dictionary<string, string> { [\"group.id\"] = \"a\", [\"auto.offset.reset\"] = \"earliest\", [\"enable.auto.commit\"] = \"false\" }; var config = new ConsumerConfig(pairs);")]
    [InlineData("var config = new ConsumerConfig(JsonSerializer.Deserialize<Dictionary<string, string>>(\"{}\")!);")]
    public Task Is_silent_when_only_the_code_commits(string configuration) => Over(configuration, Loop);

    [Fact]
    public Task Reads_a_list_of_pairs() => Over(
        """
        var config = new List<KeyValuePair<string, string>> { new("group.id", "billing"), {|OG2004:new("enable.auto.commit", "false")|} };
        """,
        "while (true) handle(own.Consume(stopping));");

    [Fact]
    public Task Is_silent_when_a_list_of_pairs_grows() => Over(
        """
        var config = new List<KeyValuePair<string, string>>();
        config.Add(new("group.id", "billing"));
        """,
        Loop);

    [Fact]
    public Task Fires_when_offsets_are_stored_twice() => Over(
        "var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest };",
        "while (true) { var order = own.Consume(stopping); handle(order); {|OG2003:own.StoreOffset(order)|}; }");

    [Fact]
    public Task Is_silent_when_auto_commit_sends_what_the_code_stores() => Over(
        "var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoOffsetStore = false };",
        "while (true) { var order = own.Consume(stopping); handle(order); own.StoreOffset(order); }");

    [Theory]
    [InlineData("EnableAutoCommit = false")]
    [InlineData("EnableAutoOffsetStore = false")]
    public Task Fires_when_nothing_moves_the_offsets(string option) => Over(
        $"var config = new ConsumerConfig {{ GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, {{|OG2004:{option}|}} }};", "while (true) handle(own.Consume(stopping));");

    [Theory]
    [InlineData("Relay(own, own.Consume(stopping));")]
    [InlineData("own.Assign(new TopicPartitionOffset(\"orders\", 0, Offset.Beginning)); handle(own.Consume(stopping));")]
    [InlineData("producer.SendOffsetsToTransaction(new TopicPartitionOffset[0], own.ConsumerGroupMetadata, TimeSpan.Zero); handle(own.Consume(stopping));")]
    public Task Is_silent_when_others_move_the_offsets_or_nobody_wants_them(string body) =>
        Over("var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };", body);

    [Fact]
    public Task Fires_when_stored_offsets_stay_where_they_are() => Over(
        "var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false, EnableAutoOffsetStore = false };",
        "while (true) { var order = own.Consume(stopping); handle(order); {|OG2005:own.StoreOffset(order)|}; }");

    [Fact]
    public Task Fires_when_the_client_has_stored_what_the_loop_seeks_back_to() => Over(
        "var config = {|OG2001:new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest }|};",
        """
        while (true)
        {
            var order = own.Consume(stopping);
            try { handle(order); }
            catch { {|OG1011:own.Seek(order.TopicPartitionOffset)|}; }
        }
        """);

    [Theory]
    [InlineData("config.Set(\"group.protocol\", \"consumer\"); {|OG2009:config.SessionTimeoutMs = 10_000|};")]
    [InlineData("config.SessionTimeoutMs = 10_000;")]
    [InlineData("config.Set(\"group.protocol\", \"consumer\"); config.MaxPollIntervalMs = 10_000;")]
    public Task Fires_when_only_the_consumer_protocol_meets_a_classic_option(string options) => Over(
        "var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }; " + options, Loop);

    [Theory]
    [InlineData("var config = {|OG2012:new ConsumerConfig { AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }|};")]
    [InlineData("var config = new ConsumerConfig { AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }; config.GroupId = Environment.MachineName;")]
    [InlineData("var config = new ConsumerConfig { AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }; config.Set(\"group.id\", \"billing\");")]
    [InlineData("var config = new ConsumerConfig { AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }; Name(config); void Name(object any) { }")]
    public Task Fires_when_only_a_known_configuration_has_no_group(string configuration) => Over(configuration, Loop);

    [Fact]
    public Task Knows_the_configuration_of_a_consumer_in_a_field() => Verify.VerifyAnalyzerAsync("""
        using Confluent.Kafka;
        public sealed class Loop
        {
            private readonly ConsumerConfig config;
            private readonly IConsumer<string, string> consumer;

            public Loop(string servers)
            {
                config = {|OG2001:new ConsumerConfig { GroupId = "billing", BootstrapServers = servers }|};
                consumer = Create(config);
            }

            public void Run(Action<string> ship) { while (true) ship(consumer.Consume().Message.Value); }

            private static IConsumer<string, string> Create(ConsumerConfig any) => new ConsumerBuilder<string, string>(any).Build();
        }
        """);

    private static Task Over(string configuration, string body) => Run($$"""
        {{configuration}}
        using var own = new ConsumerBuilder<string, string>(config).Build();
        own.Subscribe("orders");
        {{body}}
        """);

    private static Task Run(string body) => Verify.VerifyAnalyzerAsync(Snippet.Worker(body));
}
