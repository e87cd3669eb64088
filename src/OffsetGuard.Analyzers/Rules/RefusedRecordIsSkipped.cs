using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1012: a limiter or a switch turns a record away, and the commit of a later record passes over it.</summary>
internal sealed class RefusedRecordIsSkipped() : FlowRule(RuleCatalogue.OG1012)
{
    public override Finding? Judge(RecordPath path)
    {
        if (path.Last.Kind != StepKind.CommitOther || path.Refusal is not { } refusal || path.FindLast(StepKind.ConsumeNext) is not { } next)
            return null;

        var commit = path.Last;
        return Finding.At(refusal.LocationIn(path.Tree), path.Record, $"'{refusal.Callee}'", commit.LineNumber)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(refusal.Location, "it is turned away here, without a look at it")
            .Step(next.Location, "the loop goes on to the next record here")
            .Step(commit.Location, "the commit of that one here is a commit of everything before it");
    }
}
