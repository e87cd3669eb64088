using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>OG2014: the broker compares a pattern with whole names, the classic client with their beginning.</summary>
public sealed class PatternMatchesWholeNamesTests
{
    private const string ConsumerProtocol = "config.Set(\"group.protocol\", \"consumer\");";

    [Theory]
    [InlineData("{|OG2014:\"^orders-\"|}")]
    [InlineData("{|OG2014:\"^orders\"|}")]
    [InlineData("{|OG2014:\"^shop.orders\"|}")]
    [InlineData("{|OG2014:@\"^shop\\.orders\\.\"|}")]
    [InlineData("{|OG2014:\"^\"|}")]
    [InlineData("{|OG2014:\"^\" + nameof(Worker)|}")]
    [InlineData("new[] { \"bills\", {|OG2014:\"^orders-\"|} }")]
    [InlineData("new List<string> { {|OG2014:\"^orders-\"|} }")]
    public Task Fires_when_the_beginning_of_names_is_taken_for_the_whole(string topics) =>
        Verify.VerifyAnalyzerAsync(Subscribed(ConsumerProtocol, topics));

    [Theory]
    [InlineData("\"^orders-.*\"")]
    [InlineData("\"^orders-.+\"")]
    [InlineData("\"^orders$\"")]
    [InlineData("\"^(orders|bills)\"")]
    [InlineData("\"^(orders|bills)$\"")]
    [InlineData("\"^orders-[0-9]+\"")]
    [InlineData("@\"^orders-\\d\"")]
    [InlineData("\"^.*orders\"")]
    [InlineData("\"^orders-[a-z]{2}\"")]
    [InlineData("\"orders-\"")]
    [InlineData("\"^orders-\" + Environment.MachineName")]
    [InlineData("$\"^orders-{AtMostOnce}\"")]
    [InlineData("new[] { \"bills\", \"^orders-.*\" }")]
    [InlineData("new[] { \"^orders-\" + Environment.MachineName }")]
    [InlineData("new[] { \"^orders-\" }.Select(topic => topic + \".*\")")]
    public Task Is_silent_when_the_pattern_may_be_a_whole_name_or_is_not_known(string topics) =>
        Verify.VerifyAnalyzerAsync(Subscribed(ConsumerProtocol, topics));

    [Theory]
    [InlineData("")]
    [InlineData("config.Set(\"group.protocol\", \"classic\");")]
    [InlineData("config.Set(\"group.protocol\", Environment.MachineName);")]
    [InlineData("if (AtMostOnce) config.Set(\"group.protocol\", \"consumer\");")]
    [InlineData("config.Set(\"group.protocol\", \"consumer\"); Change(config); void Change(object any) { }")]
    public Task Is_silent_when_the_client_may_match_the_pattern(string protocol) =>
        Verify.VerifyAnalyzerAsync(Subscribed(protocol, "\"^orders-\""));

    [Fact]
    public Task Is_silent_when_the_consumer_subscribes_elsewhere() => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };
        {{ConsumerProtocol}}
        Begin(new ConsumerBuilder<string, string>(config).Build(), "^orders-");
        static void Begin(IConsumer<string, string> own, string topic) => own.Subscribe(topic + ".*");
        """));

    private static string Subscribed(string protocol, string topics) => Snippet.Worker($$"""
        var config = new ConsumerConfig { GroupId = nameof(Worker), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };
        {{protocol}}
        using var own = new ConsumerBuilder<string, string>(config).Build();
        own.Subscribe({{topics}});
        while (true) { var order = own.Consume(stopping); handle(order); own.Commit(order); }
        """);
}
