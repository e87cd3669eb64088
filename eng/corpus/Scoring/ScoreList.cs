using System.Text;
using OffsetGuard.Corpus.Labels;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>The cases behind the numbers, each with its place.</summary>
internal static class ScoreList
{
    public static string Of(Score score)
    {
        var text = new StringBuilder();
        var labels = score.Judgement.Labels.Where(l => l.Label.Matters).OrderBy(l => l.Label.Severity).ToList();
        Append(text, "Missed", labels.Where(l => !l.IsFound).Select(Line));
        Append(text, "Found", labels.Where(l => l.IsFound).Select(Line));
        foreach (var verdict in new[] { Verdict.False, Verdict.Kin, Verdict.Right, Verdict.Neutral, Verdict.Unlabelled })
            Append(text, $"Findings: {verdict}", score.Judgement.Findings.Where(f => f.Verdict == verdict).Select(Line));
        return text.ToString();
    }

    private static string Line(JudgedLabel judged)
    {
        var (loop, label) = (judged.Loop, judged.Label);
        var rules = label.RuleIds is [] ? "no rule" : string.Join('/', label.RuleIds);
        return $"{loop.Id} {label.Severity} {rules} {loop.Repository} {label.File}:{label.Line} ({loop.Indirection}): {label.Name}: {label.Why}";
    }

    private static string Line(JudgedFinding judged) =>
        $"{judged.Loop?.Id ?? "-"} {judged.Reported.Severity} {judged.Reported.RuleId} {judged.Repository} {judged.Reported.Places[0]}: {judged.Reported.Message}";

    private static void Append(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        text.Append(CultureInfo.InvariantCulture, $"\n{title}: {all.Count}\n");
        foreach (var line in all)
            text.Append("  ").Append(line).Append('\n');
    }
}
