using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1006: a record fails, the loop goes on, and the commit of a later record passes over it.</summary>
internal sealed class FailedRecordIsSkipped() : FlowRule(RuleCatalogue.OG1006)
{
    public override Finding? Judge(RecordPath path)
    {
        if (path.Last.Kind != StepKind.CommitOther || path.Before != RecordState.LeftBehind)
            return null;
        if (path.FindLast(StepKind.Fail) is not { } failure || path.FindLast(StepKind.ConsumeNext) is not { } next)
            return null;

        var commit = path.Last;
        return Finding.At(failure.LocationIn(path.Tree), path.Record, $"'{failure.Caller}'", commit.LineNumber)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(failure.Location, $"an exception may leave '{failure.Callee}' here, and is swallowed")
            .Step(next.Location, "the loop goes on to the next record here")
            .Step(commit.Location, "the commit of that one here is a commit of everything before it");
    }
}
