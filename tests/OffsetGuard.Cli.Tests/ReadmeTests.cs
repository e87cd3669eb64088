using OffsetGuard.Approval;
using OffsetGuard.Cli.Rules;
using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

/// <summary>What the first page shows is what the tool prints.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_main_job_prints_what_the_readme_shows()
    {
        var run = await ToolProcess.Run(Approve.RepositoryRoot, "check", "samples");

        Assert.Equal("", run.Error);
        Assert.Equal(1, run.ExitCode);
        GeneratedSection.Check("README.md", "check samples", GeneratedSection.Block(run.Out));
    }

    [Fact]
    public void The_readme_lists_every_rule()
    {
        var rows = GateRules.BuiltIn.Rules.Select(rule =>
            $"| [{rule.Id}](docs/rules/{rule.Id}.md) | {rule.Title} | {rule.Effect.ToString().ToLowerInvariant()} "
            + $"| {rule.Descriptor.DefaultSeverity.ToString().ToLowerInvariant()} |");

        GeneratedSection.Check(
            "README.md", "rules", "| rule | what it finds | effect | default |\n|---|---|---|---|\n" + string.Join('\n', rows));
    }
}
