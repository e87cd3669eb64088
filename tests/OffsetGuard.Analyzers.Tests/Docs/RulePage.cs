using OffsetGuard.Approval;

namespace OffsetGuard.Analyzers.Tests.Docs;

/// <summary>The page of one rule, cut into its sections.</summary>
internal sealed class RulePage
{
    public static readonly IReadOnlyList<string> Sections =
        ["Cause", "Why it happens", "Timeline", "Violation", "Correct", "How to fix", "When to suppress", "Options", "References"];

    private readonly Dictionary<string, string> sections = new(StringComparer.Ordinal);

    private RulePage(string text)
    {
        var parts = ("\n" + text.ReplaceLineEndings("\n")).Split("\n## ");
        Head = parts[0].Trim();
        SectionNames = [.. parts.Skip(1).Select(part => part[..part.IndexOf('\n')])];
        foreach (var part in parts.Skip(1))
            sections.Add(part[..part.IndexOf('\n')], part[part.IndexOf('\n')..].Trim());
    }

    public static string PathOf(Rule rule) => Path.Combine("docs", "rules", rule.Id + ".md");

    /// <summary>Title and summary table.</summary>
    public string Head { get; }

    public IReadOnlyList<string> SectionNames { get; }

    public static RulePage Get(Rule rule)
    {
        var file = Path.Combine(Approve.RepositoryRoot, PathOf(rule));
        Assert.True(File.Exists(file), $"{PathOf(rule)} is missing. Write it; this is the stub to fill in:\n\n{StubFor(rule)}");
        return new RulePage(File.ReadAllText(file));
    }

    public string Section(string name) => sections[name];

    /// <summary>The C# blocks of a section.</summary>
    public IReadOnlyList<string> CodeIn(string section) =>
        [.. Section(section).Split("```csharp\n").Skip(1).Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])];

    public static string StubFor(Rule rule) => $"""
        # {rule.Id}: {rule.Title}

        {SummaryOf(rule)}
        | Code fix | Yes or No |
        | Run | breaks at-least-once, or no: why no run can show it |
        | Since | version |

        {string.Join("\n\n", Sections.Select(section => $"## {section}"))}
        """;

    /// <summary>The rows of the table that the catalogue knows; "Effect" may say more than the word.</summary>
    public static string SummaryOf(Rule rule) => $"""
        | | |
        |---|---|
        | Id | {rule.Id} |
        | Category | {rule.Descriptor.Category} |
        | Severity | {rule.Descriptor.DefaultSeverity} |
        | Effect | {rule.Effect}
        """;
}
