using System.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace OffsetGuard.Benchmarks.Analysis;

/// <summary>What a piece of work costs. Time on the processor, not on the clock: it depends little on who else is at work on the machine.</summary>
/// <param name="Cpu">Of this process, on all its threads.</param>
/// <param name="Own">The part that the compiler attributes to the analyzers, as <c>-reportanalyzer</c> prints it.</param>
/// <param name="AllocatedBytes">On the managed heap.</param>
internal sealed record Cost(TimeSpan Cpu, TimeSpan Own, long AllocatedBytes)
{
    private const int Rounds = 3;

    public double AllocatedMegabytes => AllocatedBytes / 1e6;

    public static Cost operator -(Cost left, Cost right) =>
        new(left.Cpu - right.Cpu, left.Own - right.Own, left.AllocatedBytes - right.AllocatedBytes);

    /// <summary>All of them in turn, several times after once to warm up, so that each meets the machine in the same moods; of each the run in the middle.</summary>
    public static IReadOnlyList<Cost> OfEach(IReadOnlyList<Func<Cost>> works)
    {
        foreach (var work in works)
            work();
        var rounds = Enumerable.Range(0, Rounds).Select(_ => works.Select(work => work()).ToList()).ToList();
        return [.. works.Select((_, index) => rounds.Select(round => round[index]).OrderBy(cost => cost.Cpu).ElementAt(Rounds / 2))];
    }

    public static Cost OfCompiling(CSharpCompilation code) => Of(() =>
    {
        code.Clone().Emit(Stream.Null);
        return TimeSpan.Zero;
    });

    /// <summary>Analysing alone: what the compiler has to understand of the code for it is part of the cost.</summary>
    public static Cost OfAnalysing(CSharpCompilation code, AnalyzerPackage package) => Of(() =>
    {
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var analysed = code.Clone().WithAnalyzers(package.Analyzers, options);
        var result = analysed.GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        return result.AnalyzerTelemetryInfo.Values.Aggregate(TimeSpan.Zero, (sum, each) => sum + each.ExecutionTime);
    });

    private static Cost Of(Func<TimeSpan> work)
    {
        using var process = Process.GetCurrentProcess();
        var (cpuBefore, allocatedBefore, began) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        var own = work();
        var elapsed = Stopwatch.GetElapsedTime(began);
        process.Refresh();
        var cpu = process.TotalProcessorTime - cpuBefore;

        // The compiler reads the clock; where others want the processor too, only this part of the clock was ours.
        return new Cost(cpu, own * Math.Min(1, cpu / elapsed), GC.GetTotalAllocatedBytes(precise: true) - allocatedBefore);
    }
}
