using System.Text.RegularExpressions;
using OffsetGuard.Approval;
using OffsetGuard.Cli.Rules;
using OffsetGuard.Cli.Tests.Scenes;

namespace OffsetGuard.Cli.Tests;

public sealed partial class DocumentationTests
{
    private static string Page { get; } = File.ReadAllText(Path.Combine(Approve.RepositoryRoot, "docs", "ci.md"));

    [Fact]
    public void The_page_lists_every_exit_code() => Assert.Equal(
        Enum.GetValues<ExitCode>().Select(code => $"{(int)code} {code}"),
        ExitCodeRow().Matches(Page).Select(row => $"{row.Groups["code"].Value} {row.Groups["name"].Value}"));

    [Fact]
    public async Task The_page_lists_every_option_in_the_order_of_the_help()
    {
        using var gate = new Gate();

        Assert.Equal(ExitCode.Clean, await gate.Run("check", "--help"));

        Assert.Equal(
            OptionInHelp().Matches(gate.Out).Select(option => option.Groups["name"].Value).Where(name => name != "--help"),
            OptionRow().Matches(Page).Select(row => row.Groups["name"].Value));
    }

    [Fact]
    public async Task Explain_prints_the_page_of_a_rule_and_finds_it_in_lower_case()
    {
        using var gate = new Gate();

        Assert.Equal(ExitCode.Clean, await gate.Run("explain", "og1001"));
        Assert.Equal("# OG1001\n\nThe page of the first rule.\n", gate.Out);
    }

    [Fact]
    public async Task Rules_lists_all_of_them()
    {
        using var gate = new Gate();

        Assert.Equal(ExitCode.Clean, await gate.Run("rules"));
        Approve.Text(gate.Out);
    }

    [Fact]
    public void Every_rule_of_the_tool_carries_its_page() => Assert.All(
        GateRules.BuiltIn.Rules,
        rule => Assert.Equal(File.ReadAllText(Path.Combine(Approve.RepositoryRoot, "docs", "rules", rule.Id + ".md")), rule.Page));

    [GeneratedRegex(@"^\| (?<code>\d+) \| (?<name>\w+) \|", RegexOptions.Multiline)]
    private static partial Regex ExitCodeRow();

    [GeneratedRegex(@"^\| `(?<name>--[a-z-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex OptionRow();

    [GeneratedRegex(@"^  (-\S+, )*(?<name>--[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex OptionInHelp();
}
