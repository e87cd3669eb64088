using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    OffsetGuard.Analyzers.KafkaAnalyzer, OffsetGuard.CodeFixes.RemoveClassicOptions>;

namespace OffsetGuard.Analyzers.Tests.Fixes;

public sealed class RemoveClassicOptionsTests
{
    private const string Consumer = "GroupId = \"a\", EnableAutoCommit = false";

    [Theory]
    [InlineData(
        $$"""var config = new ConsumerConfig { {{Consumer}}, {|OG2009:SessionTimeoutMs = 10_000|}, HeartbeatIntervalMs = 1_000 };""",
        $$"""var config = new ConsumerConfig { {{Consumer}} };""")]
    [InlineData(
        $$"""var config = new ConsumerConfig { {|OG2009:SessionTimeoutMs = 10_000|}, {{Consumer}} }; config.HeartbeatIntervalMs = 1_000; // often""",
        $$"""var config = new ConsumerConfig { {{Consumer}} }; """)]
    [InlineData(
        $$"""var config = new ConsumerConfig { {{Consumer}} }; {|OG2009:config.Set("session.timeout.ms", "10000")|}; config.MaxPollIntervalMs = 1;""",
        $$"""var config = new ConsumerConfig { {{Consumer}} }; config.MaxPollIntervalMs = 1;""")]
    public Task Removes_all_options_of_the_classic_protocol(string before, string after) => Fixed(Over(before), Over(after));

    [Fact]
    public Task Removes_whole_lines_and_keeps_the_comments_of_others() => Fixed(
        Over("""
            var config = new ConsumerConfig
            {
                GroupId = "a", // stable
                // Half a minute.
                {|OG2009:SessionTimeoutMs = 30_000|},

                PartitionAssignmentStrategy = PartitionAssignmentStrategy.RoundRobin, // evenly
                EnableAutoCommit = false, // by hand
                HeartbeatIntervalMs = 1_000
            };
            """),
        Over("""
            var config = new ConsumerConfig
            {
                GroupId = "a", // stable

                EnableAutoCommit = false, // by hand
            };
            """));

    [Fact]
    public Task Removes_the_options_of_every_configuration_at_once() => Fixed(
        Over($$"""var config = new ConsumerConfig { {{Consumer}} };{{"\n"}}{|OG2009:config.SessionTimeoutMs = 10_000|};""")
        + "\n{\n" + Over($$"""var config = new ConsumerConfig { {{Consumer}} };{{"\n"}}{|OG2009:config.HeartbeatIntervalMs = 1_000|};""", "2") + "\n}",
        Over($$"""var config = new ConsumerConfig { {{Consumer}} };""")
        + "\n{\n" + Over($$"""var config = new ConsumerConfig { {{Consumer}} };""", "2") + "\n}");

    [Theory]
    [InlineData($$"""var config = new ConsumerConfig { {{Consumer}} }; Action often = () => {|OG2009:config.HeartbeatIntervalMs = 1_000|};""")]
    [InlineData("var pairs = new Dictionary<string, string> { { \"group.id\", \"a\" }, { \"enable.auto.commit\", \"false\" },\n"
        + "{|OG2009:{ \"session.timeout.ms\", \"1\" }|} }; var config = new ConsumerConfig(pairs);")]
    public Task Is_not_offered_when_the_option_is_no_statement_or_line_of_its_own(string configuration) =>
        Verify.VerifyNoCodeFixAsync(Snippet.Worker(Over(configuration)));

    private static string Over(string configuration, string suffix = "") => $$"""
        {{configuration}}
        config.Set("group.protocol", "consumer");
        using var own = new ConsumerBuilder<string, string>(config).Build();
        while (true) { var order = own.Consume(stopping); handle(order); own.Commit(order); }
        """.Replace("config", "config" + suffix).Replace("own", "own" + suffix);

    private static Task Fixed(string before, string after) => Verify.VerifyCodeFixAsync(Snippet.Worker(before), Snippet.Worker(after));
}
