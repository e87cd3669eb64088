using System.Diagnostics;
using OffsetGuard.Cli.Analysis;
using OffsetGuard.Cli.Loading;
using OffsetGuard.Cli.Rules;

namespace OffsetGuard.Corpus.Scoring;

/// <summary>Runs <c>offsetguard check --source</c> on a folder, in this process.</summary>
internal static class SourceCheck
{
    /// <summary>What the gate said of a folder.</summary>
    /// <param name="Findings">In the order of the gate.</param>
    /// <param name="Crashes">What the analyzers threw; there must be none.</param>
    /// <param name="FileCount">C# files.</param>
    /// <param name="Duration">Of loading and analysing.</param>
    internal sealed record Result(ImmutableArray<Reported> Findings, ImmutableArray<string> Crashes, int FileCount, TimeSpan Duration);

    public static async Task<Result> Run(string repositoryRoot, string folder, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var loaded = new LoadResult([SourceFolder.Load(folder, AppContext.BaseDirectory, cancellation)], [], []);
        var report = await new GateAnalysis(GateRules.BuiltIn).Run(loaded, folder, CoverageUnit.File, cancellation);
        return new Result(
            [.. report.Findings.Select(f => Reduce(f, repositoryRoot))], report.Crashes, report.Coverage.UnitCount, Stopwatch.GetElapsedTime(began));
    }

    private static Reported Reduce(Finding finding, string root) => new(
        finding.Rule.Id,
        finding.Severity,
        [PlaceOf(finding.Place, root), .. finding.Steps.Select(step => PlaceOf(step.Place, root))],
        finding.Message);

    private static Place PlaceOf(CodePlace place, string root) =>
        new(Path.GetRelativePath(root, place.Path).Replace('\\', '/'), place.StartLine);
}
