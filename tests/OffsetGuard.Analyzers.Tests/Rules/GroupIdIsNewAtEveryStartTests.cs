using OffsetGuard.Analyzers.Tests.Verification;
using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Rules;

/// <summary>OG2007: a group that no later start of the program finds again.</summary>
public sealed class GroupIdIsNewAtEveryStartTests
{
    private const string Commits = "while (true) { var order = own.Consume(stopping); handle(order); own.Commit(order); }";

    [Theory]
    [InlineData("Guid.NewGuid().ToString()")]
    [InlineData("$\"billing-{Guid.NewGuid():N}\"")]
    [InlineData("\"billing-\" + Guid.NewGuid()")]
    [InlineData("string.Concat(\"billing-\", Guid.NewGuid().ToString(\"N\").Substring(0, 8))")]
    [InlineData("Guid.NewGuid().ToString()[..8]")]
    [InlineData("Guid.NewGuid().ToString().Split('-')[0]")]
    [InlineData("string.Join('-', \"billing\", Guid.NewGuid().ToString())")]
    [InlineData("string.Format(\"billing-{0}\", Guid.NewGuid())")]
    [InlineData("Convert.ToBase64String(Guid.NewGuid().ToByteArray())")]
    [InlineData("$\"billing-{Environment.ProcessId}\"")]
    [InlineData("$\"billing-{System.Diagnostics.Process.GetCurrentProcess().Id}\"")]
    [InlineData("$\"billing-{DateTime.UtcNow.Ticks}\"")]
    [InlineData("\"billing-\" + DateTimeOffset.Now.ToUnixTimeMilliseconds()")]
    [InlineData("$\"billing-{DateTime.Now:yyyyMMddHHmmss}\"")]
    [InlineData("DateTime.Now.ToString(\"o\")")]
    [InlineData("$\"billing-{new Random().Next()}\"")]
    [InlineData("$\"billing-{Random.Shared.Next(1000)}\"")]
    [InlineData("System.IO.Path.GetRandomFileName()")]
    [InlineData("AtMostOnce ? $\"a-{Guid.NewGuid()}\" : $\"b-{Guid.NewGuid()}\"")]
    public Task Fires_when_the_id_has_a_part_of_one_run(string id) => Over($"{{|OG2007:GroupId = {id}|}}", Commits);

    [Theory]
    [InlineData("\"billing\"")]
    [InlineData("$\"billing-{Environment.MachineName}\"")]
    [InlineData("$\"billing-{Environment.GetEnvironmentVariable(\"ORDINAL\")}\"")]
    [InlineData("Environment.GetEnvironmentVariable(\"GROUP\") ?? Guid.NewGuid().ToString()")]
    [InlineData("AtMostOnce ? \"billing\" : Guid.NewGuid().ToString()")]
    [InlineData("$\"billing-{DateTime.UtcNow:yyyyMMdd}\"")]
    [InlineData("DateTime.UtcNow.ToString(\"yyyy-MM-dd-HH\")")]
    [InlineData("string.Format(\"billing-{0:yyyy}\", DateTime.UtcNow)")]
    [InlineData("$\"billing-{DateTime.Now.Year}\"")]
    [InlineData("$\"billing-{DateTime.Today}\"")]
    [InlineData("$\"billing-{new Random(7).Next()}\"")]
    [InlineData("$\"billing-{Guid.Parse(\"717f8489-6775-44bd-8e7d-7d221d4257cb\")}\"")]
    [InlineData("$\"billing-{new Guid()}\"")]
    [InlineData("JsonSerializer.Serialize(Guid.NewGuid()).Length.ToString()")]
    public Task Is_silent_when_the_id_stays_or_is_not_known(string id) => Over($"GroupId = {id}", Commits);

    [Theory]
    [InlineData("while (true) handle(own.Consume(stopping));", "EnableAutoCommit = false")]
    [InlineData("Relay(own, own.Consume(stopping));", "EnableAutoCommit = false")]
    [InlineData("while (true) logger.LogInformation(\"{Order}\", own.Consume(stopping).Message.Value);", "EnableAutoCommit = true")]
    [InlineData(Commits, "EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Latest")]
    [InlineData(Commits, "EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Earliest, EnablePartitionEof = true")]
    public Task Is_silent_when_nobody_means_to_go_on_where_the_last_run_ended(string body, string options) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var config = new ConsumerConfig { GroupId = Guid.NewGuid().ToString(), {{options}} };
        using var own = new ConsumerBuilder<string, string>(config).Build();
        own.Subscribe("orders");
        {{body}}
        """));

    [Theory]
    [InlineData("config.GroupId = \"billing\";")]
    [InlineData("if (AtMostOnce) config.GroupId = \"billing\";")]
    [InlineData("config.Set(\"group.id\", Environment.MachineName);")]
    [InlineData("Name(config); void Name(object any) { }")]
    [InlineData("Name(config); void Name(ClientConfig any) => any.Set(\"group.id\", \"billing\");")]
    public Task Is_silent_when_another_id_may_be_set_later(string later) => Verify.VerifyAnalyzerAsync(Snippet.Worker($$"""
        var config = new ConsumerConfig { GroupId = Guid.NewGuid().ToString(), AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };
        {{later}}
        using var own = new ConsumerBuilder<string, string>(config).Build();
        own.Subscribe("orders");
        {{Commits}}
        """));

    [Theory]
    [InlineData("private readonly string group = $\"billing-{Guid.NewGuid()}\";", "{|OG2007:GroupId = group|}")]
    [InlineData("private static readonly Guid run = Guid.NewGuid();", "{|OG2007:GroupId = \"billing\" + run|}")]
    [InlineData("private string Group => \"billing-\" + Guid.NewGuid();", "{|OG2007:GroupId = Group|}")]
    [InlineData("public string Group { get; } = \"billing-\" + Guid.NewGuid();", "{|OG2007:GroupId = Group|}")]
    [InlineData("private static string New(string prefix) => prefix + Guid.NewGuid();", "{|OG2007:GroupId = New(\"billing\")|}")]
    [InlineData("private static string Named(string id) => \"billing-\" + id;", "{|OG2007:GroupId = Named(Guid.NewGuid().ToString())|}")]
    public Task Fires_through_members_of_the_type(string member, string option) => InType(member, option);

    [Theory]
    [InlineData("public string Group { get; set; } = Guid.NewGuid().ToString();", "GroupId = Group")]
    [InlineData("public string Group { get; init; } = Guid.NewGuid().ToString();", "GroupId = Group")]
    [InlineData("public string group = Guid.NewGuid().ToString();", "GroupId = group")]
    [InlineData("protected virtual string Group => Guid.NewGuid().ToString();", "GroupId = Group")]
    [InlineData("protected virtual string New() => Guid.NewGuid().ToString();", "GroupId = New()")]
    [InlineData("private string group = Guid.NewGuid().ToString(); public void Name(string id) => group = id;", "GroupId = group")]
    [InlineData("public static string Named(string id) => id; public string Other => Named(Guid.NewGuid().ToString());", "GroupId = Named(\"billing\")")]
    [InlineData("private static string Name(string id) => Name(id);", "GroupId = Name(\"billing\")")]
    public Task Is_silent_when_a_member_may_have_another_value(string member, string option) => InType(member, option);

    [Fact]
    public Task Is_silent_in_a_test() => Verify.VerifyTestAsync(Subscribed("GroupId = Guid.NewGuid().ToString()", Commits));

    private static Task Over(string group, string body) => Verify.VerifyAnalyzerAsync(Subscribed(group, body));

    private static string Subscribed(string group, string body) => Snippet.Worker($$"""
        var config = new ConsumerConfig { {{group}}, AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };
        using var own = new ConsumerBuilder<string, string>(config).Build();
        own.Subscribe("orders");
        {{body}}
        """);

    private static Task InType(string member, string option) => Verify.VerifyAnalyzerAsync($$"""
        using Confluent.Kafka;
        public class Loop
        {
            {{member}}

            public void Run(Action<string> ship)
            {
                var config = new ConsumerConfig { {{option}}, AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };
                using var own = new ConsumerBuilder<string, string>(config).Build();
                own.Subscribe("orders");
                while (true) { var order = own.Consume(); ship(order.Message.Value); own.Commit(order); }
            }
        }
        """);
}
