using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1011: the loop seeks back to a failed record whose offset the client has stored already.</summary>
internal sealed class SeekBackWithAutoStore() : FlowRule(RuleCatalogue.OG1011)
{
    public override Finding? Judge(RecordPath path)
    {
        if (path.Last.Kind != StepKind.Seek || !path.Config.AutoCommit.IsOn || !path.Config.AutoOffsetStore.IsOn
            || path.FindLast(StepKind.Fail) is not { } failure
            || (path.Config.AutoOffsetStore.Origin ?? path.Config.Creation ?? path.Config.Build) is not { } origin)
            return null;

        return Finding.At(path.Last.LocationIn(path.Tree), path.Record, path.Consume.LineNumber)
            .Step(origin.Syntax.GetLocation(), "the client stores and commits offsets by itself")
            .Step(path.Consume.Location, $"the offset of {path.Record} is stored before it is handed over here")
            .Step(failure.Location, $"an exception may leave '{failure.Callee}' here")
            .Step(path.Last.Location, "the position goes back here, but the stored offset stays, and the timer commits it");
    }
}
