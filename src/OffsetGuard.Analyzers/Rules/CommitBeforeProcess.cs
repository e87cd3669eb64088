using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1001: the offset is committed, and only then the record is processed.</summary>
internal sealed class CommitBeforeProcess() : FlowRule(RuleCatalogue.OG1001)
{
    public override Finding? Judge(RecordPath path)
    {
        if (path.Before != RecordState.CommittedEarly || !path.Last.IsProcessing)
            return null;
        if (path.FindLast(StepKind.Commit) is not { } commit)
            return null;

        var effect = path.Last;
        return Finding.At(commit.LocationIn(path.Tree), path.Record, $"'{effect.Caller}'", effect.LineNumber)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(commit.Location, "its offset is committed here")
            .Step(effect.Location, $"'{effect.Callee}' still processes it here");
    }
}
