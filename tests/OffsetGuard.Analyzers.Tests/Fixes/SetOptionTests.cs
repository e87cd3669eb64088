using OffsetGuard.Analyzers.Tests.Verification;
using OffsetGuard.CodeFixes;

namespace OffsetGuard.Analyzers.Tests.Fixes;

/// <summary>SwitchAutoCommitOff, SwitchAutoOffsetStoreOff and SwitchAutoCommitOn, over every way to write an option.</summary>
public sealed class SetOptionTests
{
    private const string Commits = "while (true) { var order = own.Consume(stopping); handle(order); own.Commit(order); }";
    private const string Stores = "while (true) { var order = own.Consume(stopping); handle(order); own.StoreOffset(order); }";
    private const string StoresFlagged =
        "while (true) { var order = own.Consume(stopping); handle(order); {|OG2003:own.StoreOffset(order)|}; }";
    private const string StoresForNothing =
        "while (true) { var order = own.Consume(stopping); handle(order); {|OG2005:own.StoreOffset(order)|}; }";

    [Theory]
    [InlineData(
        "var config = {|OG2002:new ConsumerConfig { GroupId = nameof(Worker) }|};",
        "var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false };")]
    [InlineData(
        "var config = new ConsumerConfig { {|OG2002:EnableAutoCommit = true|}, GroupId = nameof(Worker) };",
        "var config = new ConsumerConfig { EnableAutoCommit = false, GroupId = nameof(Worker) };")]
    [InlineData(
        "ConsumerConfig config = {|OG2002:new() { GroupId = nameof(Worker), }|};",
        "ConsumerConfig config = new() { GroupId = nameof(Worker), EnableAutoCommit = false };")]
    [InlineData(
        "var config = {|OG2002:new ConsumerConfig()|}; config.GroupId = nameof(Worker);",
        "var config = new ConsumerConfig { EnableAutoCommit = false }; config.GroupId = nameof(Worker);")]
    [InlineData(
        "var shared = new ClientConfig(); var config = {|OG2002:new ConsumerConfig(shared)|}; config.GroupId = nameof(Worker);",
        "var shared = new ClientConfig(); var config = new ConsumerConfig(shared) { EnableAutoCommit = false }; config.GroupId = nameof(Worker);")]
    [InlineData(
        "var config = new ConsumerConfig { GroupId = nameof(Worker) }; {|OG2002:config.EnableAutoCommit = true|}; // on purpose?",
        "var config = new ConsumerConfig { GroupId = nameof(Worker) }; config.EnableAutoCommit = false; // on purpose?")]
    [InlineData(
        "var config = new ConsumerConfig { GroupId = nameof(Worker) }; {|OG2002:config.EnableAutoCommit ??= true|};",
        "var config = new ConsumerConfig { GroupId = nameof(Worker) }; config.EnableAutoCommit ??= false;")]
    [InlineData(
        "var config = new ConsumerConfig { GroupId = nameof(Worker) }; {|OG2002:config.Set(\"enable.auto.commit\", \"true\")|};",
        "var config = new ConsumerConfig { GroupId = nameof(Worker) }; config.Set(\"enable.auto.commit\", \"false\");")]
    [InlineData(
        "var config = new Dictionary<string, string> { [\"group.id\"] = \"a\", {|OG2002:[\"enable.auto.commit\"] = \"true\"|} };",
        "var config = new Dictionary<string, string> { [\"group.id\"] = \"a\", [\"enable.auto.commit\"] = \"false\" };")]
    [InlineData(
        "var config = new List<KeyValuePair<string, string>> { new(\"group.id\", \"a\"), {|OG2002:new(\"enable.auto.commit\", \"true\")|} };",
        "var config = new List<KeyValuePair<string, string>> { new(\"group.id\", \"a\"), new(\"enable.auto.commit\", \"false\") };")]
    public Task Switches_the_timer_off_where_the_code_commits(string before, string after) =>
        Fixed<SwitchAutoCommitOff>(Over(before, Commits), Over(after, Commits));

    [Fact]
    public Task Adds_a_line_to_an_initializer_and_keeps_its_comments() => Fixed<SwitchAutoCommitOff>(
        Over(
            """
            // Billing reads orders.
            var config = {|OG2002:new ConsumerConfig
            {
                BootstrapServers = "kafka:9092", // in the cluster
                GroupId = nameof(Worker) // one per service
            }|};
            """,
            Commits),
        Over(
            """
            // Billing reads orders.
            var config = new ConsumerConfig
            {
                BootstrapServers = "kafka:9092", // in the cluster
                GroupId = nameof(Worker), // one per service
                EnableAutoCommit = false
            };
            """,
            Commits));

    [Fact]
    public Task Adds_a_line_behind_a_last_comma() => Fixed<SwitchAutoOffsetStoreOff>(
        Over(
            """
            var config = new ConsumerConfig
            {
                GroupId = nameof(Worker), // one per service
            };
            """,
            StoresFlagged),
        Over(
            """
            var config = new ConsumerConfig
            {
                GroupId = nameof(Worker), // one per service
                EnableAutoOffsetStore = false,
            };
            """,
            Stores));

    [Fact]
    public Task Switches_the_store_off_where_the_code_stores() => Fixed<SwitchAutoOffsetStoreOff>(
        Over("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoOffsetStore = true };", StoresFlagged),
        Over("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoOffsetStore = false };", Stores));

    [Fact]
    public Task Switches_the_timer_on_where_the_code_stores_for_it() => Fixed<SwitchAutoCommitOn>(
        Over("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false, EnableAutoOffsetStore = false };", StoresForNothing),
        Over("var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = true, EnableAutoOffsetStore = false };", Stores));

    [Fact]
    public Task Fixes_every_configuration_at_once() => Fixed<SwitchAutoCommitOff>(
        InBlock("{|OG2002:new ConsumerConfig { GroupId = \"a\" }|}") + InBlock("{|OG2002:new ConsumerConfig { GroupId = \"b\" }|}"),
        InBlock("new ConsumerConfig { GroupId = \"a\", EnableAutoCommit = false }")
        + InBlock("new ConsumerConfig { GroupId = \"b\", EnableAutoCommit = false }"));

    [Theory]
    [InlineData("var config = {|OG2002:new Dictionary<string, string> { [\"group.id\"] = \"a\" }|};")]
    [InlineData("var config = new ConsumerConfig { GroupId = \"a\", EnableAutoCommit = true }; if (AtMostOnce) {|OG2002:config.EnableAutoCommit = true|};")]
    [InlineData("var config = {|OG2002:new ConsumerConfig { GroupId = nameof(Worker) }|}; config.EnableAutoCommit = null;")]
    public Task Is_not_offered_when_it_would_not_reach_the_consumer(string configuration) =>
        NotOffered<SwitchAutoCommitOff>(Over(configuration, Commits));

    [Theory]
    [InlineData("var config = new Dictionary<string, string> { [\"group.id\"] = \"a\" };")]
    [InlineData("var config = new ConsumerConfig { GroupId = \"a\", EnableAutoOffsetStore = true }; if (AtMostOnce) config.EnableAutoOffsetStore = true;")]
    public Task Is_not_offered_when_the_client_would_still_store_offsets(string configuration) =>
        NotOffered<SwitchAutoOffsetStoreOff>(Over(configuration, StoresFlagged));

    [Theory]
    [InlineData("config.EnableAutoOffsetStore = false;", "{|OG2005:own.StoreOffset(order)|}; handle(order);")]
    [InlineData("config.EnableAutoOffsetStore = false; if (AtMostOnce) config.EnableAutoCommit = false;", "handle(order); {|OG2005:own.StoreOffset(order)|};")]
    public Task Is_not_offered_when_the_timer_would_lose_records_or_stay_off(string options, string body) => NotOffered<SwitchAutoCommitOn>(Over(
        "var config = new ConsumerConfig { GroupId = nameof(Worker), EnableAutoCommit = false };\n" + options,
        $"while (true) {{ var order = own.Consume(stopping); {body} }}"));

    private static string Over(string configuration, string body) => $$"""
        {{configuration}}
        using var own = new ConsumerBuilder<string, string>(config).Build();
        {{body}}
        """;

    private static string InBlock(string configuration) => $$"""
        using (var own = new ConsumerBuilder<string, string>({{configuration}}).Build())
        {
            for (var day = 0; day < 7; day++) { var order = own.Consume(stopping); handle(order); own.Commit(order); }
        }

        """;

    private static Task Fixed<TFix>(string before, string after) where TFix : KafkaFix, new() =>
        CSharpCodeFixVerifier<KafkaAnalyzer, TFix>.VerifyCodeFixAsync(Snippet.Worker(before), Snippet.Worker(after));

    private static Task NotOffered<TFix>(string body) where TFix : KafkaFix, new() =>
        CSharpCodeFixVerifier<KafkaAnalyzer, TFix>.VerifyNoCodeFixAsync(Snippet.Worker(body));
}
