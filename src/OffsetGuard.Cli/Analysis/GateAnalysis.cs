using OffsetGuard.Analyzers.Kafka;
using OffsetGuard.Cli.Loading;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Cli.Analysis;

/// <summary>Analyses all that was loaded and merges the results into one report in a defined order.</summary>
internal sealed class GateAnalysis(GateRules rules)
{
    private const string NothingToAnalyse =
        "No project here refers to Confluent.Kafka, so NOTHING WAS ANALYSED. "
        + "If that is a surprise, check the path and the package references.";

    public async Task<Report> Run(LoadResult loaded, string subject, CoverageUnit unit, CancellationToken cancellation)
    {
        var analysis = new ProjectAnalysis(rules);
        var results = new List<(string Name, ProjectAnalysis.Result Result)>();
        foreach (var project in loaded.Projects.Where(p => p.UsesKafka))
            results.Add((project.Name, await analysis.Run(project, cancellation)));

        var findings = Merge(results.SelectMany(r => r.Result.Findings));
        var coverage = CoverageOf(loaded, unit, results);
        return new Report
        {
            Subject = subject,
            Findings = [.. findings.Where(f => !f.IsSuppressed)],
            Suppressed = [.. findings.Where(f => f.IsSuppressed)],
            Coverage = coverage,
            Problems = loaded.Problems,
            Notes = coverage.UnitsWithKafkaCount == 0 && loaded.Problems is [] ? loaded.Notes.Add(NothingToAnalyse) : loaded.Notes,
            Crashes = [.. results.SelectMany(r => r.Result.Crashes).Distinct()],
        };
    }

    // A project with several target frameworks shows a mistake once for each of them, a linked file once for each project;
    // the strictest of them counts.
    private static List<Finding> Merge(IEnumerable<RawFinding> raw)
    {
        var ordinals = new Dictionary<string, int>(StringComparer.Ordinal);
        return raw
            .OrderBy(r => r.Finding.IsSuppressed)
            .ThenByDescending(r => r.Finding.Severity)
            .DistinctBy(r => r.Identity)
            .OrderBy(r => r.Finding.Rule.Effect)
            .ThenBy(r => r.Finding.Place.Path, StringComparer.Ordinal)
            .ThenBy(r => r.Finding.Place.StartLine)
            .ThenBy(r => r.Finding.Place.StartColumn)
            .ThenBy(r => r.Finding.Rule.Id, StringComparer.Ordinal)
            .Select(r => r.Finding with { Fingerprint = Fingerprint.Of(r.Structure, NextOrdinal(ordinals, r.Structure)) })
            .ToList();
    }

    private static int NextOrdinal(Dictionary<string, int> ordinals, string structure) =>
        ordinals[structure] = ordinals.GetValueOrDefault(structure, -1) + 1;

    // Of a project with several target frameworks the richest one counts, not their sum.
    private static Coverage CoverageOf(LoadResult loaded, CoverageUnit unit, List<(string Name, ProjectAnalysis.Result Result)> results)
    {
        var perProject = results.GroupBy(r => r.Name).Select(g => g.Select(r => r.Result.Inventory).ToList()).ToList();
        var fileCount = loaded.Projects.Sum(p => p.Compilation.SyntaxTrees.Count(t => Path.IsPathRooted(t.FilePath)));
        return new Coverage(
            unit,
            unit == CoverageUnit.File ? fileCount : loaded.Projects.DistinctBy(p => p.Name).Count(),
            unit == CoverageUnit.File ? fileCount : perProject.Count,
            perProject.Sum(inventories => inventories.Max(i => i.ConsumerCount)),
            perProject.Sum(inventories => inventories.Max(i => i.LoopCount)));
    }
}
