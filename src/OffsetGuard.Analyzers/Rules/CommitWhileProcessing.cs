using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1003: nobody waits for the task that processes the record, and its offset moves on.</summary>
internal sealed class CommitWhileProcessing() : FlowRule(RuleCatalogue.OG1003)
{
    public override Finding? Judge(RecordPath path)
    {
        if (path.Before != RecordState.InFlight || path.FindStart() is not { Kind: StepKind.Start } start)
            return null;
        if (!path.Last.IsAcknowledgement && !IsCommittedByClient(path))
            return null;

        var isCommit = path.Last.IsAcknowledgement;
        return Finding.At(start.LocationIn(path.Tree), $"'{start.Caller}'", path.Record, path.Last.LineNumber)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(start.Location, $"'{start.Callee}' begins to process it here, and nobody waits for the end")
            .Step(path.Last.Location, isCommit
                ? "its offset is committed here"
                : "the next record is consumed here, and the timer commits this one");
    }

    // A task that commits the record itself is late, but not too early.
    private static bool IsCommittedByClient(RecordPath path) =>
        path.Last.Kind == StepKind.ConsumeNext && path.Config.AutoCommit.IsOn && path.Config.AutoOffsetStore.IsOn && !path.Deferred.Settles;
}
