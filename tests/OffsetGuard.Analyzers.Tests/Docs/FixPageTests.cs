using OffsetGuard.Approval;
using OffsetGuard.CodeFixes;

namespace OffsetGuard.Analyzers.Tests.Docs;

/// <summary>Catalogue, pages and fixes say the same.</summary>
public sealed class FixPageTests
{
    public static TheoryData<string> RuleIds => [.. RuleCatalogue.All.Select(rule => rule.Id)];

    private static IReadOnlyList<KafkaFix> Fixes { get; } =
    [
        .. typeof(KafkaFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(KafkaFix)) && !type.IsAbstract)
            .Select(type => (KafkaFix)Activator.CreateInstance(type)!)
            .OrderBy(fix => fix.FixableDiagnosticIds[0], StringComparer.Ordinal).ThenBy(fix => fix.Title, StringComparer.Ordinal),
    ];

    [Fact]
    public void A_rule_that_promises_a_fix_has_one_and_no_other_has() => Assert.Equal(
        RuleCatalogue.All.Where(rule => rule.HasFix).Select(rule => rule.Id),
        Fixes.SelectMany(fix => fix.FixableDiagnosticIds).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void The_head_of_a_page_names_the_fixes(string id)
    {
        var titles = Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(id)).Select(fix => $"\"{fix.Title}\"").ToArray();
        var answer = titles.Length == 0 ? "No" : "Yes: " + string.Join(", ", titles);

        Assert.Contains($"| Code fix | {answer} |", RulePage.Get(RuleCatalogue.Find(id)!).Head, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_the_analyzers_lists_every_fix()
    {
        var rows = string.Concat(Fixes.Select(fix => $"| {fix.Title} | {string.Join(", ", fix.FixableDiagnosticIds.Select(LinkTo))} |\n"));

        var page = File.ReadAllText(Path.Combine(Approve.RepositoryRoot, "docs", "analyzers.md")).ReplaceLineEndings("\n");
        Assert.Contains($"<!-- fixes -->\n| fix | repairs |\n|---|---|\n{rows}<!-- /fixes -->", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void The_readme_of_the_package_marks_the_rules_that_have_a_fix(string id)
    {
        var readme = Path.Combine(Approve.RepositoryRoot, "src", "OffsetGuard.Analyzers", "README.md");
        var row = File.ReadLines(readme).Single(line => line.StartsWith($"| [{id}]", StringComparison.Ordinal));

        Assert.Equal(RuleCatalogue.Find(id)!.HasFix, row.EndsWith(", with a fix |", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_fix_has_a_title_of_its_own_and_fixes_all() => Assert.All(Fixes, fix =>
    {
        Assert.Single(Fixes, other => other.Title == fix.Title);
        Assert.NotNull(fix.GetFixAllProvider());
    });

    private static string LinkTo(string id) => $"[{id}](rules/{id}.md)";
}
