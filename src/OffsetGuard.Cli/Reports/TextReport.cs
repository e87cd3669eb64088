using Microsoft.CodeAnalysis;
using OffsetGuard.Cli.Analysis;
using OffsetGuard.Cli.Loading;

namespace OffsetGuard.Cli.Reports;

/// <summary>The report for people. Each line of a finding answers one question: what, where, how reached, where to read on.</summary>
internal sealed class TextReport(string baseFolder)
{
    public void Write(Report report, TextWriter writer)
    {
        foreach (var finding in report.Findings)
            Write(finding, writer);
        writer.WriteLine(Summary(report));
    }

    /// <summary>What a reader of any format must hear about: it goes to standard error.</summary>
    public void WriteObstacles(Report report, TextWriter writer)
    {
        foreach (var note in report.Notes)
            writer.WriteLine($"note: {note}");
        foreach (var problem in report.Problems)
            Write(problem, writer);
        foreach (var crash in report.Crashes)
            writer.WriteLine($"internal error: {crash}\n  This is a bug of OffsetGuard: please report it with the text above.");
    }

    private void Write(Finding finding, TextWriter writer)
    {
        writer.WriteLine($"{Words.Of(finding.Severity)} {finding.Rule.Id}  {finding.Rule.Title}  [{Words.Of(finding.Rule.Effect)}]");
        writer.WriteLine($"  {Relative(finding.Place.Path)}:{finding.Place.StartLine}:{finding.Place.StartColumn}{In(finding.Symbol)}");
        foreach (var line in CodeFrame.Of(finding))
            writer.WriteLine($"    {line}");
        writer.WriteLine($"  what  {finding.Message}");
        for (var i = 0; i < finding.Steps.Length; i++)
        {
            var (place, text) = finding.Steps[i];
            writer.WriteLine($"  {(i == 0 ? "path" : "    ")}  {i + 1} {Path.GetFileName(place.Path)}:{place.StartLine} {text}");
        }

        writer.WriteLine($"  help  offsetguard explain {finding.Rule.Id}");
        writer.WriteLine();
    }

    private void Write(LoadProblem problem, TextWriter writer)
    {
        writer.WriteLine($"not loaded: {Relative(problem.Project)} {problem.What}.");
        foreach (var detail in problem.Details)
            writer.WriteLine($"  {detail}");
        writer.WriteLine($"  next  {problem.NextStep}");
    }

    private static string In(string symbol) => symbol.Length == 0 ? "" : $" in {symbol}";

    private string Relative(string path) => Path.GetRelativePath(baseFolder, path).Replace('\\', '/');

    private static string Summary(Report report)
    {
        var problems = report.Problems is [] ? "" : $"{Words.Count(report.Problems.Length, "project")} not fully loaded; ";
        return $"{FindingCounts(report)}; {problems}{CoverageOf(report.Coverage)}";
    }

    private static string FindingCounts(Report report)
    {
        var parts = new[] { DiagnosticSeverity.Error, DiagnosticSeverity.Warning, DiagnosticSeverity.Info }
            .Select(severity => (Word: Words.Of(severity), Count: report.Count(severity)))
            .Where(part => part.Count > 0)
            .Select(part => $"{part.Count} {part.Word}");
        var severities = report.Findings is [] ? "" : $" ({string.Join(", ", parts)})";
        var suppressed = report.Suppressed is [] ? "" : $", {report.Suppressed.Length} suppressed";
        return Words.Count(report.Findings.Length, "finding") + severities + suppressed;
    }

    private static string CoverageOf(Coverage coverage)
    {
        var units = Words.Count(coverage.UnitCount, Words.Of(coverage.Unit));
        var withKafka = coverage.UnitsWithKafkaCount == coverage.UnitCount ? "" : $" ({coverage.UnitsWithKafkaCount} with Confluent.Kafka)";
        return $"{units}{withKafka}, {Words.Count(coverage.ConsumerCount, "consumer")}, {Words.Count(coverage.LoopCount, "loop")}";
    }
}
