using Microsoft.CodeAnalysis;
using OffsetGuard.Approval;
using OffsetGuard.Corpus.Labels;
using OffsetGuard.Corpus.Scoring;

namespace OffsetGuard.Corpus.Tests;

public sealed class ScoreTests
{
    [Fact]
    public void The_table_counts_per_rule_and_per_severity() => Approve.Text(ScoreTable.Of(Example()));

    [Fact]
    public void The_list_names_every_case() => Approve.Text(ScoreList.Of(Example()));

    [Fact]
    public void The_census_says_what_was_not_looked_at() => Approve.Text(CensusText.Of(new Census
    {
        RepositoryCount = 3,
        AbsentRepositories = ["a/gone"],
        NewestRepositories = ["a/moved"],
        LoopCount = 4,
        VanishedLoops = ["L9"],
        FileCount = 120,
        Duration = TimeSpan.FromSeconds(7.4),
        Crashes = ["a/b: AD0001"],
    }));

    private static Score Example()
    {
        var exact = LoopOf("L1", isApproximate: false);
        var approximate = LoopOf("L2", isApproximate: true);
        return new Score(new Census(), new Judgement(
            [
                new JudgedLabel(exact, LabelOf("commit-in-finally", LabelSeverity.Bug), IsFound: true),
                new JudgedLabel(approximate, LabelOf("commit-in-finally", LabelSeverity.Bug), IsFound: false),
                new JudgedLabel(approximate, LabelOf("auto-commit-at-most-once", LabelSeverity.Style), IsFound: true),
                new JudgedLabel(exact, LabelOf("loop-dies-silently", LabelSeverity.Risk), IsFound: false),
            ],
            [
                new JudgedFinding(FindingOf("OG1005", DiagnosticSeverity.Error), "a/b", Verdict.Right, exact),
                new JudgedFinding(FindingOf("OG2001", DiagnosticSeverity.Warning), "a/b", Verdict.Neutral, approximate),
                new JudgedFinding(FindingOf("OG2001", DiagnosticSeverity.Warning), "a/b", Verdict.False, exact),
                new JudgedFinding(FindingOf("OG2002", DiagnosticSeverity.Warning), "a/b", Verdict.Kin, exact),
                new JudgedFinding(FindingOf("OG2001", DiagnosticSeverity.Warning), "a/b", Verdict.Unlabelled, null),
            ]));
    }

    private static LabelledLoop LoopOf(string id, bool isApproximate) => new()
    {
        Id = id, Repository = "a/b", Files = ["Worker.cs"], Lines = [new LineRange(1, 9)], LinesAreApproximate = isApproximate, Labels = [],
    };

    private static Label LabelOf(string name, LabelSeverity severity) => new(name, "Worker.cs", 7, severity, "lost");

    private static Reported FindingOf(string rule, DiagnosticSeverity severity) => new(rule, severity, [new Place("Worker.cs", 7)], "what is wrong");
}
