using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1004: the record waits in a queue for its worker when its offset is committed.</summary>
internal sealed class CommitAfterHandOff() : FlowRule(RuleCatalogue.OG1004)
{
    public override Finding? Judge(RecordPath path)
    {
        if (!path.Last.IsAcknowledgement || path.Before != RecordState.InFlight)
            return null;
        if (path.FindStart() is not { Kind: StepKind.HandOff } handOff)
            return null;

        var commit = path.Last;
        return Finding.At(commit.LocationIn(path.Tree), path.Record, $"'{handOff.Caller}'", handOff.LineNumber)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(handOff.Location, $"'{handOff.Callee}' hands it to a worker here")
            .Step(commit.Location, "its offset is committed here, whether the worker has seen it or not");
    }
}
