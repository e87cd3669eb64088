using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Kafka;

/// <summary>
/// Where a configuration can come from. The loop commits by hand, so OG2002 fires where auto-commit is known to be on, and nowhere else.
/// </summary>
public sealed class ConfigurationSourceTests
{
    private const string Usings = """
        using Confluent.Kafka;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.DependencyInjection.Extensions;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Options;

        """;

    [Theory]
    [InlineData("services.AddSingleton(new ConsumerConfig { GroupId = \"a\" });")]
    [InlineData("services.TryAddSingleton<ConsumerConfig>(new ConsumerConfig { GroupId = \"a\", EnableAutoCommit = true });")]
    [InlineData("services.AddTransient(_ => new ConsumerConfig { GroupId = \"a\" });")]
    [InlineData("var config = new ConsumerConfig { GroupId = \"a\" }; config.EnableAutoCommit = true; services.AddSingleton(config);")]
    public Task Fires_when_auto_commit_is_on_in_the_registered_configuration(string registration) =>
        Finds("OG2002", Startup(registration) + Worker("ConsumerConfig config", "config"));

    [Theory]
    [InlineData("services.AddSingleton(new ConsumerConfig { GroupId = \"a\", EnableAutoCommit = false });")]
    [InlineData("var config = new ConsumerConfig { GroupId = \"a\" }; config.EnableAutoCommit = false; services.AddSingleton(config);")]
    [InlineData("var config = new ConsumerConfig { GroupId = \"a\" }; Tune(config); services.AddSingleton(config); void Tune(object any) { }")]
    [InlineData("services.AddSingleton(new ConsumerConfig { GroupId = \"a\" }); services.AddSingleton(new ConsumerConfig { GroupId = \"b\" });")]
    [InlineData("services.AddSingleton(new ConsumerConfig { GroupId = \"a\" }); new Worker(new ConsumerConfig { EnableAutoCommit = false });")]
    [InlineData("services.AddSingleton<ConsumerConfig>();")]
    [InlineData("")]
    public Task Is_silent_when_the_registered_configuration_is_off_or_not_known(string registration) =>
        FindsNothing(Startup(registration) + Worker("ConsumerConfig config", "config"));

    [Theory]
    [InlineData("services.Configure<ConsumerConfig>(c => c.GroupId = \"a\");")]
    [InlineData("services.Configure<ConsumerConfig>(c => { c.GroupId = \"a\"; c.EnableAutoCommit = true; });")]
    [InlineData("services.AddOptions<ConsumerConfig>().Configure(c => c.GroupId = \"a\");")]
    [InlineData("services.Configure<ConsumerConfig>(Tune); static void Tune(ConsumerConfig c) => c.GroupId = \"a\";")]
    [InlineData("""
        services.Configure<ConsumerConfig>(c => { c.GroupId = "a"; c.EnableAutoCommit = false; });
        services.PostConfigure<ConsumerConfig>(c => c.EnableAutoCommit = true);
        """)]
    public async Task Fires_when_auto_commit_is_on_in_the_configured_options(string registration)
    {
        await Finds("OG2002", Startup(registration) + Worker("IOptions<ConsumerConfig> options", "options.Value"));
        await Finds("OG2002", Startup(registration) + Worker("IOptionsMonitor<ConsumerConfig> options", "options.CurrentValue"));
    }

    [Theory]
    [InlineData("services.Configure<ConsumerConfig>(c => { c.EnableAutoCommit = false; c.GroupId = \"a\"; });")]
    [InlineData("services.Configure<ConsumerConfig>(c => { c.GroupId = \"a\"; if (c.ClientId is null) return; c.EnableAutoCommit = true; });")]
    [InlineData("services.AddOptions<ConsumerConfig>().Configure(c => c.GroupId = \"a\").Configure(c => c.EnableAutoCommit = false);")]
    [InlineData("services.Configure<ConsumerConfig>(c => { c.GroupId = \"a\"; if (c.ClientId is null) c.EnableAutoCommit = false; });")]
    [InlineData("if (services.IsReadOnly) services.Configure<ConsumerConfig>(c => c.EnableAutoCommit = true);")]
    [InlineData("services.Configure<ConsumerConfig>(\"billing\", c => c.EnableAutoCommit = true);")]
    [InlineData("services.Configure<ConsumerConfig>(other);")]
    [InlineData("")]
    public Task Is_silent_when_the_options_are_off_or_configured_elsewhere(string registration) =>
        FindsNothing(Startup(registration) + Worker("IOptions<ConsumerConfig> options", "options.Value"));

    [Theory]
    [InlineData("private readonly Func<ConsumerConfig> make = () => new ConsumerConfig { GroupId = \"a\" };", "make()")]
    [InlineData("private static readonly Func<string, ConsumerConfig> Make = name => new() { GroupId = name };", "Make(\"a\")")]
    [InlineData("private readonly Action<ConsumerConfig> tune = c => c.EnableAutoCommit = true;", "Tuned(new ConsumerConfig { GroupId = \"a\" })")]
    public Task Fires_when_a_delegate_in_a_field_leaves_auto_commit_on(string field, string config) =>
        Finds("OG2002", Worker("Action<ConsumerConfig> unused", config, field + TunedBy(field)));

    [Theory]
    [InlineData("private readonly Func<ConsumerConfig> make = () => new ConsumerConfig { GroupId = \"a\", EnableAutoCommit = false };", "make()")]
    [InlineData("private readonly Action<ConsumerConfig> tune = c => c.EnableAutoCommit = false;", "Tuned(new ConsumerConfig { GroupId = \"a\" })")]
    [InlineData("private readonly Action<ConsumerConfig> tune = unused;", "Tuned(new ConsumerConfig { GroupId = \"a\" })")]
    public Task Is_silent_when_a_delegate_in_a_field_switches_auto_commit_off_or_is_not_known(string field, string config) =>
        FindsNothing(Worker("Action<ConsumerConfig> unused", config, field + TunedBy(field)));

    [Theory]
    [InlineData("OG2002", "c.EnableAutoCommit = true;")]
    [InlineData("", "c.EnableAutoCommit = false;")]
    [InlineData("", "if (c.GroupId is null) c.EnableAutoCommit = false;")]
    [InlineData("", "c = new ConsumerConfig();")]
    public Task Reads_what_a_method_of_another_class_does_with_a_configuration(string ids, string body) => Finds(ids, $$"""
        public static class Defaults { public static void Apply(ConsumerConfig c) { {{body}} } }

        """ + Worker("string group", "Made()", """
        private ConsumerConfig Made()
        {
            var made = new ConsumerConfig { GroupId = group };
            Defaults.Apply(made);
            return made;
        }
        """));

    private static string TunedBy(string field) => field.Contains(" tune ", StringComparison.Ordinal)
        ? "\nprivate ConsumerConfig Tuned(ConsumerConfig config) { tune(config); return config; }\n"
        : "";

    private static string Startup(string registration) => $$"""
        public static class Startup
        {
            public static void Register(IServiceCollection services, IConfiguration configuration, Action<ConsumerConfig> other) { {{registration}} }
        }

        """;

    private static string Worker(string parameter, string config, string members = "") => $$"""
        public sealed class Worker({{parameter}})
        {
            {{members}}
            public void Run(Action<string> ship)
            {
                using var own = new ConsumerBuilder<string, string>({{config}}).Build();
                while (true)
                {
                    var order = own.Consume();
                    ship(order.Message.Value);
                    own.Commit(order);
                }
            }
        }
        """;

    private static Task FindsNothing(string source) => Finds("", source);

    private static async Task Finds(string ids, string source)
    {
        var compilation = Snippet.Compile(Usings + source, Reference.KafkaVersions["2.15.1"]).AddReferences(Reference.Hosting);

        var found = await CSharpAnalyzerVerifier<KafkaAnalyzer>.DiagnosticsOf(compilation);

        Assert.Equal(ids, string.Join(" ", found.Select(finding => finding.Id)));
    }
}
