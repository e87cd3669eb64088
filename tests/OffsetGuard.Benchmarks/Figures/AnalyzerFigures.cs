using Microsoft.CodeAnalysis.CSharp;
using OffsetGuard.Analyzers;
using OffsetGuard.Analyzers.Flow;
using OffsetGuard.Benchmarks.Analysis;

namespace OffsetGuard.Benchmarks.Figures;

/// <summary>What the analyzers cost a build, beside packages that many builds have.</summary>
internal static class AnalyzerFigures
{
    public static IEnumerable<Figure> Measure()
    {
        var code = CodeBase.WithKafka();
        var peers = AnalyzerPackage.Peers();
        var costs = Cost.OfEach(
        [
            () => Cost.OfCompiling(code),
            () => Cost.OfAnalysing(code, AnalyzerPackage.Of(new LookingAnalyzer())),
            () => Cost.OfAnalysing(code, AnalyzerPackage.Of(new KafkaAnalyzer())),
            .. peers.Select(peer => (Func<Cost>)(() => Cost.OfAnalysing(code, peer))),
        ]);
        var (compile, looking, own) = (costs[0], costs[1], costs[2] - costs[1]);

        var lineCount = code.SyntaxTrees.Sum(tree => tree.GetText().Lines.Count);
        yield return new Figure(
            $"compile: {code.SyntaxTrees.Length} files, {lineCount} lines, {CodeBase.LoopCount} consumer loops", compile.Cpu.TotalMilliseconds, "ms of CPU");
        yield return new Figure("an analyzer that only looks at every call", looking.Cpu.TotalMilliseconds, "ms of CPU");
        yield return new Figure("analyzers: own time per consumer loop", own.Own.TotalMilliseconds / CodeBase.LoopCount, "ms of CPU");
        foreach (var (peer, cost) in peers.Zip(costs.Skip(3), (peer, cost) => (peer.Name, cost - looking)))
        {
            yield return new Figure("analyzers: own time", Percent(own.Own, compile), "% of the compile", peer, Percent(cost.Own, compile));
            yield return new Figure("analyzers: on top of looking", Percent(own.Cpu, compile), "% of the compile", peer, Percent(cost.Cpu, compile));
            yield return new Figure("analyzers: allocated on top of looking", own.AllocatedMegabytes, "MB", peer, cost.AllocatedMegabytes);
        }

        foreach (var figure in Counts(WorkOn(code)))
            yield return figure;
        foreach (var figure in WithoutKafka())
            yield return figure;
    }

    private static IEnumerable<Figure> Counts(FlowWork work)
    {
        yield return new Figure("analyzers: graphs per consumer loop", work.GraphCount / (double)CodeBase.LoopCount, "graphs");
        yield return new Figure("analyzers: blocks visited per consumer loop", work.VisitCount / (double)CodeBase.LoopCount, "blocks");
        yield return new Figure("analyzers: rows of summaries per consumer loop", work.SummaryCount / (double)CodeBase.LoopCount, "rows");
    }

    private static IEnumerable<Figure> WithoutKafka()
    {
        var code = CodeBase.WithoutKafka();
        var cost = Cost.OfEach([() => Cost.OfAnalysing(code, AnalyzerPackage.Of(new KafkaAnalyzer()))])[0];
        yield return new Figure("analyzers: own time on code without Confluent.Kafka", cost.Own.TotalMilliseconds, "ms");
        yield return new Figure("analyzers: graphs built on code without Confluent.Kafka", WorkOn(code).GraphCount, "graphs");
    }

    private static FlowWork WorkOn(CSharpCompilation code)
    {
        var analyzer = new KafkaAnalyzer();
        Cost.OfAnalysing(code, AnalyzerPackage.Of(analyzer));
        return analyzer.Work;
    }

    private static double Percent(TimeSpan part, Cost compile) => 100 * part / compile.Cpu;
}
