using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1007: tasks that run side by side commit their records in the order in which they end.</summary>
internal sealed class CommitOutOfOrder() : FlowRule(RuleCatalogue.OG1007)
{
    public override Finding? Judge(RecordPath path)
    {
        if (FindConcurrentWork(path) is not { IsBehindGate: false } work || path.Last.IsBehindGate)
            return null;

        return Finding.At(work.LocationIn(path.Tree), $"'{work.Caller}'", path.Record, path.Last.LineNumber)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(work.Location, $"'{work.Callee}' processes and commits it here, beside other records")
            .Step(path.Last.Location, path.Last.IsAcknowledgement
                ? "whichever record ends first is committed first"
                : "the next record is consumed here before this one has ended");
    }

    private static PathStep? FindConcurrentWork(RecordPath path) => path.Last.Kind switch
    {
        StepKind.Commit or StepKind.Store when path.Before == RecordState.Processed => path.FindLast(StepKind.Fork),
        StepKind.ConsumeNext when path.Before == RecordState.InFlight && path.Deferred.Settles => path.FindLast(StepKind.Start),
        _ => null,
    };
}
