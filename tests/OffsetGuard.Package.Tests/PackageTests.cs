namespace OffsetGuard.Package.Tests;

/// <summary>What a user gets, not what the projects say.</summary>
[Collection(nameof(PackedRepository))]
public sealed class PackageTests(PackedRepository repository)
{
    private const string CommitFirst = """
        using System;
        using Confluent.Kafka;

        public sealed class Loop(IConsumer<string, string> consumer, Action<string> handle)
        {
            public void Run()
            {
                while (true)
                {
                    var order = consumer.Consume();
                    consumer.Commit(order);
                    handle(order.Message.Value);
                }
            }
        }
        """;

    [Fact]
    public void Five_packages_are_made_and_no_more() => Assert.Equal(
        ["OffsetGuard.Analyzers", "OffsetGuard.Broker", "OffsetGuard.Chaos", "OffsetGuard.Cli", "OffsetGuard.Testing"],
        Directory.EnumerateFiles(repository.Packages, "*.nupkg")
            .Select(file => Path.GetFileName(file).Replace($".{PackedRepository.Version}.nupkg", ""))
            .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("OffsetGuard.Analyzers")]
    [InlineData("OffsetGuard.Broker")]
    [InlineData("OffsetGuard.Chaos")]
    [InlineData("OffsetGuard.Cli")]
    [InlineData("OffsetGuard.Testing")]
    public void A_package_says_what_it_is(string id)
    {
        var package = repository.Get(id);

        Assert.Contains("README.md", package.Files);
        Assert.Equal("README.md", package.Metadata("readme"));
        Assert.Equal("MIT", package.Metadata("license"));
        Assert.NotEqual("Package Description", package.Metadata("description"));
    }

    [Fact]
    public void The_analyzer_package_brings_both_analyzer_assemblies_and_nothing_to_refer_to()
    {
        var package = repository.Get("OffsetGuard.Analyzers");

        Assert.Equal(
            ["analyzers/dotnet/cs/OffsetGuard.Analyzers.dll", "analyzers/dotnet/cs/OffsetGuard.CodeFixes.dll"],
            package.Files.Where(file => file.EndsWith(".dll", StringComparison.Ordinal)));
        Assert.DoesNotContain(package.Files, file => file.StartsWith("lib/", StringComparison.Ordinal));
        Assert.Equal("true", package.Metadata("developmentDependency"));
        Assert.DoesNotContain(package.Nuspec.Descendants(), node => node.Name.LocalName == "dependency");
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void The_test_double_depends_on_the_real_client_the_broker_and_service_collections(string framework) => Assert.Equal(
        ["Confluent.Kafka 2.15.1", "Microsoft.Extensions.DependencyInjection.Abstractions 8.0.2", $"OffsetGuard.Broker {PackedRepository.Version}"],
        repository.Get("OffsetGuard.Testing").DependenciesOf(framework));

    [Fact]
    public void The_tool_is_called_offsetguard_and_brings_its_reference_assembly()
    {
        var package = repository.Get("OffsetGuard.Cli");

        var command = package.ToolSettings!.Descendants("Command").Single();
        Assert.Equal(("offsetguard", "offsetguard.dll"), ((string?)command.Attribute("Name"), (string?)command.Attribute("EntryPoint")));
        Assert.Contains(package.Files, file => file.EndsWith("/references/Confluent.Kafka.dll", StringComparison.Ordinal));
        Assert.DoesNotContain(package.Files, file => Path.GetFileName(file).StartsWith("Microsoft.Build", StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_that_installs_the_analyzers_hears_about_its_mistake_in_its_own_build()
    {
        var project = new ScratchProject(repository, "scratch") { ["Loop.cs"] = CommitFirst };

        var build = project.Run("build", "--nologo");

        Assert.Equal(1, build.ExitCode);
        Assert.Contains("Loop.cs(11,13): error OG1001", build.Output, StringComparison.Ordinal);
    }
}
