using System.Text;
using Microsoft.CodeAnalysis;
using OffsetGuard.Corpus.Labels;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>Precision and recall as text: per rule, per severity of the label, per severity of the finding.</summary>
internal static class ScoreTable
{
    private const string NoRule = "no rule";

    private static readonly ImmutableArray<string> s_head =
        ["rule", "bugs", "risks", "style", "findings", "right", "kin", "neutral", "false", "unlabelled", "precision"];

    public static string Of(Score score)
    {
        var text = new StringBuilder();
        Append(text, [s_head, .. RowsPerRule(score.Judgement), Row("all", score.Judgement.Labels, score.Judgement.Findings)]);
        text.Append('\n');
        Append(text, [["recall", "bugs", "", "risks", ""], .. RecallRows(score.Judgement)]);
        text.Append('\n');
        Append(text, [["precision of", "findings", "right", "kin", "false", ""], .. PrecisionRows(score.Judgement)]);
        return text.ToString();
    }

    private static IEnumerable<ImmutableArray<string>> RowsPerRule(Judgement judgement)
    {
        var labels = judgement.Labels.ToLookup(l => l.Label.RuleIds.FirstOrDefault() ?? NoRule);
        var findings = judgement.Findings.ToLookup(f => f.Reported.RuleId);
        return labels.Select(l => l.Key).Concat(findings.Select(f => f.Key)).Distinct().Order(StringComparer.Ordinal)
            .Select(rule => Row(rule, [.. labels[rule]], [.. findings[rule]]));
    }

    private static ImmutableArray<string> Row(
        string name, IReadOnlyCollection<JudgedLabel> labels, IReadOnlyCollection<JudgedFinding> findings) =>
    [
        name,
        Recall(labels, LabelSeverity.Bug).ToString(),
        Recall(labels, LabelSeverity.Risk).ToString(),
        Recall(labels, LabelSeverity.Style).ToString(),
        Count(findings.Count),
        .. Enum.GetValues<Verdict>().Select(verdict => Count(findings.Count(f => f.Verdict == verdict))),
        Precision(findings).Percent,
    ];

    private static IEnumerable<ImmutableArray<string>> RecallRows(Judgement judgement)
    {
        (string Name, Func<JudgedLabel, bool> Counts)[] parts =
        [
            ("all", _ => true),
            ("exact lines", l => !l.Loop.LinesAreApproximate),
            ("approximate lines", l => l.Loop.LinesAreApproximate),
            ("has a rule", l => l.Label.RuleIds is not []),
        ];
        foreach (var (name, counts) in parts)
        {
            var labels = judgement.Labels.Where(counts).ToList();
            var (bugs, risks) = (Recall(labels, LabelSeverity.Bug), Recall(labels, LabelSeverity.Risk));
            yield return [name, bugs.ToString(), bugs.Percent, risks.ToString(), risks.Percent];
        }
    }

    private static IEnumerable<ImmutableArray<string>> PrecisionRows(Judgement judgement)
    {
        DiagnosticSeverity[] severities = [DiagnosticSeverity.Error, DiagnosticSeverity.Warning];
        foreach (var severity in severities)
            yield return PrecisionRow(severity.ToString().ToLowerInvariant() + "s", [.. judgement.Findings.Where(f => f.Reported.Severity == severity)]);
        yield return PrecisionRow("both", [.. judgement.Findings.Where(f => f.Reported.IsSerious)]);
    }

    private static ImmutableArray<string> PrecisionRow(string name, IReadOnlyCollection<JudgedFinding> findings) =>
    [
        name,
        Count(findings.Count),
        Count(findings.Count(f => f.Verdict == Verdict.Right)),
        Count(findings.Count(f => f.Verdict == Verdict.Kin)),
        Count(findings.Count(f => f.Verdict == Verdict.False)),
        Precision(findings).Percent,
    ];

    private static Ratio Recall(IReadOnlyCollection<JudgedLabel> labels, LabelSeverity severity) =>
        Ratio.Of([.. labels.Where(l => l.Label.Severity == severity)], l => l.IsFound);

    private static Ratio Precision(IReadOnlyCollection<JudgedFinding> findings) => Ratio.Of(
        [.. findings.Where(f => f.Verdict is Verdict.Right or Verdict.Kin or Verdict.False)], f => f.Verdict != Verdict.False);

    private static string Count(int count) => count == 0 ? "-" : count.ToString(CultureInfo.InvariantCulture);

    private static void Append(StringBuilder text, IReadOnlyList<ImmutableArray<string>> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        foreach (var row in rows)
        {
            var cells = row.Select((cell, column) => column == 0 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]));
            text.Append(string.Join("  ", cells).TrimEnd()).Append('\n');
        }
    }
}
