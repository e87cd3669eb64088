using Microsoft.CodeAnalysis;
using OffsetGuard.Corpus.Labels;
using OffsetGuard.Corpus.Scoring;

namespace OffsetGuard.Corpus.Tests;

/// <summary>What counts as found and what as false: the README of eng/corpus, case by case.</summary>
public sealed class JudgeTests
{
    // Run: lines 3-22 with the loop in 5-20. Handle: lines 24-44. Far: lines 46-66.
    private static readonly string s_source =
        "class Worker\n{\n" + Method("Run", 20) + "\n" + Method("Handle", 21) + "\n" + Method("Far", 21) + "}\n";

    [Fact]
    public void The_rule_of_a_bug_in_its_member_is_right_and_finds_it()
    {
        var judgement = Judged([Finding("OG1005", 42)], Label("commit-in-finally", 25, LabelSeverity.Bug));

        Assert.Equal(Verdict.Right, Assert.Single(judgement.Findings).Verdict);
        Assert.True(Assert.Single(judgement.Labels).IsFound);
    }

    [Fact]
    public void A_step_of_the_path_in_the_loop_is_enough()
    {
        var judgement = Judged([Finding("OG1005", 60, 12)], Label("commit-in-finally", 25, LabelSeverity.Bug));

        Assert.Equal(Verdict.Right, Assert.Single(judgement.Findings).Verdict);
    }

    [Fact]
    public void A_rule_of_the_same_block_at_the_label_is_kin_and_finds_nothing()
    {
        var judgement = Judged([Finding("OG1006", 30)], Label("commit-in-finally", 25, LabelSeverity.Bug));

        Assert.Equal(Verdict.Kin, Assert.Single(judgement.Findings).Verdict);
        Assert.False(Assert.Single(judgement.Labels).IsFound);
    }

    [Theory]
    [InlineData("OG2001")]   // of another block
    [InlineData("OG1006")]   // of the same block, but the label is in another member
    public void Any_other_warning_about_the_loop_is_false(string rule)
    {
        var judgement = Judged([Finding(rule, 12)], Label("commit-in-finally", 40, LabelSeverity.Bug));

        Assert.Equal(Verdict.False, Assert.Single(judgement.Findings).Verdict);
    }

    [Fact]
    public void A_label_of_style_makes_a_finding_neutral()
    {
        var judgement = Judged([Finding("OG5001", 12)], Label("consumer-not-closed", 12, LabelSeverity.Style));

        Assert.Equal(Verdict.Neutral, Assert.Single(judgement.Findings).Verdict);
        Assert.True(Assert.Single(judgement.Labels).IsFound);
    }

    [Fact]
    public void Advice_about_the_loop_is_neutral()
    {
        var judgement = Judged([Finding("OG2006", 12) with { Severity = DiagnosticSeverity.Info }]);

        Assert.Equal(Verdict.Neutral, Assert.Single(judgement.Findings).Verdict);
    }

    [Fact]
    public void A_finding_elsewhere_is_nobodys()
    {
        var judgement = Judged([Finding("OG1005", 60)], Label("commit-in-finally", 25, LabelSeverity.Bug));

        Assert.Equal(Verdict.Unlabelled, Assert.Single(judgement.Findings).Verdict);
        Assert.False(Assert.Single(judgement.Labels).IsFound);
    }

    [Fact]
    public void A_bug_counts_before_the_style_of_the_same_rule()
    {
        var judgement = Judged(
            [Finding("OG5001", 12)],
            Label("consumer-not-closed", 12, LabelSeverity.Style), Label("consumer-not-closed", 14, LabelSeverity.Bug));

        Assert.Equal(Verdict.Right, Assert.Single(judgement.Findings).Verdict);
    }

    [Fact]
    public void Approximate_lines_reach_into_the_members_nearby()
    {
        var exact = Judged([Finding("OG1006", 30)], Label("commit-in-finally", 12, LabelSeverity.Bug));
        var approximate = Judged([Finding("OG1006", 30)], isApproximate: true, Label("commit-in-finally", 12, LabelSeverity.Bug));

        Assert.Equal(Verdict.Unlabelled, Assert.Single(exact.Findings).Verdict);
        Assert.Equal(Verdict.Kin, Assert.Single(approximate.Findings).Verdict);
    }

    private static string Method(string name, int lineCount) =>
        $"void {name}()\n{{\n" + string.Concat(Enumerable.Repeat("Work();\n", lineCount - 3)) + "}\n";

    private static Reported Finding(string rule, params int[] lines) =>
        new(rule, DiagnosticSeverity.Warning, [.. lines.Select(line => new Place("Worker.cs", line))], "why");

    private static Label Label(string name, int line, LabelSeverity severity) => new(name, "Worker.cs", line, severity, "why");

    private static Judgement Judged(ImmutableArray<Reported> findings, params ImmutableArray<Label> labels) =>
        Judged(findings, isApproximate: false, labels);

    private static Judgement Judged(ImmutableArray<Reported> findings, bool isApproximate, params ImmutableArray<Label> labels)
    {
        using var folder = new Folder();
        folder.Write("Worker.cs", s_source);
        var loop = new LabelledLoop
        {
            Id = "L1", Repository = "a/b", Files = ["Worker.cs"], Lines = [new LineRange(5, 20)], LinesAreApproximate = isApproximate, Labels = labels,
        };
        return new Judge("a/b", [loop], new Windows(folder.Path)).Decide(findings);
    }
}
