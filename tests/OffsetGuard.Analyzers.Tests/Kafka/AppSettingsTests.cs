using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using OffsetGuard.Analyzers.Tests.Verification;

namespace OffsetGuard.Analyzers.Tests.Kafka;

/// <summary>Options that stand in the settings files of the application, which the project passes as AdditionalFiles.</summary>
public sealed class AppSettingsTests
{
    private const string On = """
        // Settings of billing.
        { "Kafka": { "Consumer": { "GroupId": "billing", "EnableAutoCommit": true, "Topics": [ "orders", ], /* more */ } } }
        """;

    private const string Off = """{ "Kafka": { "Consumer": { "GroupId": "billing", "enableAutoCommit": "False" } } }""";
    private const string Unset = """{ "Kafka": { "Consumer": { "GroupId": "billing", "SessionTimeoutMs": 10000, "AutoOffsetReset": "Earliest" } } }""";

    [Theory]
    [InlineData("configuration.GetSection(\"Kafka:Consumer\").Get<ConsumerConfig>()")]
    [InlineData("configuration.GetSection(\"Kafka\").GetSection(\"Consumer\").Get<ConsumerConfig>() ?? throw new InvalidOperationException()")]
    [InlineData("configuration.GetRequiredSection(\"Kafka:Consumer\").Get<ConsumerConfig>()!")]
    [InlineData("Bound(configuration.GetSection(\"Kafka:Consumer\"))")]
    public async Task Fires_when_the_section_leaves_auto_commit_on(string config)
    {
        Assert.Equal("OG2002", await FindingsIn(Loop(config), ("appsettings.json", On)));
        Assert.Equal("OG2002", await FindingsIn(Loop(config), ("/src/appsettings.json", Unset)));
        Assert.Equal("", await FindingsIn(Loop(config), ("appsettings.json", Off)));
        Assert.Equal("", await FindingsIn(Loop(config)));
    }

    [Theory]
    [InlineData("services.Configure<ConsumerConfig>(configuration.GetSection(\"Kafka:Consumer\"));")]
    [InlineData("services.AddOptions<ConsumerConfig>().Bind(configuration.GetSection(\"Kafka:Consumer\"));")]
    [InlineData("services.AddOptions<ConsumerConfig>().BindConfiguration(\"Kafka:Consumer\");")]
    public async Task Reads_the_section_of_injected_options(string registration)
    {
        var source = $$"""
            public static class Startup
            {
                public static void Register(IServiceCollection services, IConfiguration configuration) { {{registration}} }
            }

            """ + Loop("options.Value");

        Assert.Equal("OG2002", await FindingsIn(source, ("appsettings.json", On)));
        Assert.Equal("", await FindingsIn(source, ("appsettings.json", Off)));
    }

    [Fact]
    public async Task Is_silent_when_environments_differ()
    {
        var loop = Loop("configuration.GetSection(\"Kafka:Consumer\").Get<ConsumerConfig>()");

        Assert.Equal("", await FindingsIn(loop, ("appsettings.json", On), ("appsettings.Production.json", Off)));
        Assert.Equal("", await FindingsIn(loop, ("appsettings.Production.json", Off), ("appsettings.json", Unset)));
        Assert.Equal("OG2002", await FindingsIn(loop, ("appsettings.json", On), ("appsettings.Production.json", On)));
    }

    [Theory]
    [InlineData("{ \"Kafka\": { \"Consumer\": { \"EnableAutoCommit\": true } ")]
    [InlineData("{ \"Kafka\": { \"Producer\": { \"EnableAutoCommit\": true } } }")]
    [InlineData("not JSON")]
    [InlineData("")]
    public async Task Is_silent_when_the_file_does_not_say_it(string json) =>
        Assert.Equal("", await FindingsIn(Loop("configuration.GetSection(\"Kafka:Consumer\").Get<ConsumerConfig>()"), ("appsettings.json", json)));

    [Fact]
    public async Task A_group_may_be_named_in_the_environment() => Assert.Equal(
        "OG2002",
        await FindingsIn(
            Loop("configuration.GetSection(\"Kafka:Consumer\").Get<ConsumerConfig>()"),
            ("appsettings.json", "{ \"Kafka\": { \"Consumer\": { \"ClientId\": \"a\" } } }")));

    [Fact]
    public async Task Code_behind_the_section_wins() => Assert.Equal(
        "",
        await FindingsIn(Loop("Quiet(configuration.GetSection(\"Kafka:Consumer\").Get<ConsumerConfig>()!)"), ("appsettings.json", On)));

    private static string Loop(string config) => $$"""
        public sealed class Worker(IConfiguration configuration, IOptions<ConsumerConfig> options)
        {
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

            private static ConsumerConfig Bound(IConfigurationSection section) { var bound = new ConsumerConfig(); section.Bind(bound); return bound; }

            private static ConsumerConfig Quiet(ConsumerConfig config) { config.EnableAutoCommit = false; return config; }
        }
        """;

    private static async Task<string> FindingsIn(string source, params (string Path, string Text)[] files)
    {
        const string Usings = """
            using Confluent.Kafka;
            using Microsoft.Extensions.Configuration;
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Options;

            """;
        var compilation = Snippet.Compile(Usings + source, Reference.KafkaVersions["2.15.1"]).AddReferences(Reference.Hosting);
        var options = new AnalyzerOptions([.. files.Select(file => new SettingsFile(file.Path, file.Text))]);
        var found = await compilation.WithAnalyzers([new KafkaAnalyzer()], options).GetAllDiagnosticsAsync();
        return string.Join(" ", found.Where(d => d.Severity == DiagnosticSeverity.Error || d.Id[0] == 'O').Select(d => d.Id));
    }

    private sealed class SettingsFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
