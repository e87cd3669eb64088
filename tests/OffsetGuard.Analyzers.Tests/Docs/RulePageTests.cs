using Verify = OffsetGuard.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<OffsetGuard.Analyzers.KafkaAnalyzer>;

namespace OffsetGuard.Analyzers.Tests.Docs;

/// <summary>A page says what the catalogue says, and its code does what it says.</summary>
public sealed class RulePageTests
{
    public static TheoryData<string> RuleIds => [.. RuleCatalogue.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Every_rule_has_a_page_with_every_section_in_order(string id) =>
        Assert.Equal(RulePage.Sections, RulePage.Get(RuleCatalogue.Find(id)!).SectionNames);

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void Every_section_says_something(string id)
    {
        var page = RulePage.Get(RuleCatalogue.Find(id)!);

        Assert.All(RulePage.Sections, section => Assert.NotEmpty(page.Section(section)));
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void The_head_of_a_page_repeats_the_catalogue(string id)
    {
        var rule = RuleCatalogue.Find(id)!;

        Assert.StartsWith($"# {rule.Id}: {rule.Title}\n\n{RulePage.SummaryOf(rule)}", RulePage.Get(rule).Head, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public async Task The_violation_is_flagged_at_its_mark(string id)
    {
        var violation = Assert.Single(RulePage.Get(RuleCatalogue.Find(id)!).CodeIn("Violation"));

        Assert.Contains("[|", violation, StringComparison.Ordinal);
        var withId = violation.Replace("[|", $"{{|{id}:", StringComparison.Ordinal).Replace("|]", "|}", StringComparison.Ordinal);
        await Verify.VerifyAnalyzerAsync(withId);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public async Task The_correct_code_is_silent(string id)
    {
        var correct = Assert.Single(RulePage.Get(RuleCatalogue.Find(id)!).CodeIn("Correct"));

        Assert.DoesNotContain("[|", correct, StringComparison.Ordinal);
        await Verify.VerifyAnalyzerAsync(correct);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void The_help_link_leads_to_the_page(string id)
    {
        var rule = RuleCatalogue.Find(id)!;
        var expected = "https://github.com/offsetguard/offsetguard/blob/main/" + RulePage.PathOf(rule).Replace('\\', '/');

        Assert.Equal(expected, rule.Descriptor.HelpLinkUri);
    }

    [Fact]
    public void Every_page_belongs_to_a_rule()
    {
        var folder = Path.Combine(Approval.Approve.RepositoryRoot, "docs", "rules");
        var pages = Directory.GetFiles(folder, "OG*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(RuleCatalogue.All.Select(rule => rule.Id), pages);
    }

    [Fact]
    public void The_stub_of_a_missing_page_has_every_section()
    {
        var stub = RulePage.StubFor(RuleCatalogue.OG1001);

        Assert.StartsWith("# OG1001: Offset is committed before the record is processed", stub, StringComparison.Ordinal);
        Assert.All(RulePage.Sections, section => Assert.Contains($"## {section}", stub, StringComparison.Ordinal));
    }
}
