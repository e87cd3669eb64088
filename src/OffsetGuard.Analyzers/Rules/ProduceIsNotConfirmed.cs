using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1008: what was made of the record is still in the memory of the producer when the source offset moves.</summary>
internal sealed class ProduceIsNotConfirmed() : FlowRule(RuleCatalogue.OG1008)
{
    public override Finding? Judge(RecordPath path)
    {
        if (!path.Last.IsAcknowledgement || path.Before != RecordState.InFlight)
            return null;
        if (path.FindStart() is not { Kind: StepKind.Produce } produce)
            return null;

        var commit = path.Last;
        return Finding.At(commit.LocationIn(path.Tree), path.Record, $"'{produce.Caller}'", produce.LineNumber)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(produce.Location, $"'{produce.Callee}' puts what was made of it into the memory of the producer here")
            .Step(commit.Location, "its offset is committed here, before the broker has confirmed anything");
    }
}
