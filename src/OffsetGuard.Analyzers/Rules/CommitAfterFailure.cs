using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1005: processing has thrown, the exception was swallowed, and the record is committed all the same.</summary>
internal sealed class CommitAfterFailure() : FlowRule(RuleCatalogue.OG1005)
{
    public override Finding? Judge(RecordPath path)
    {
        if (!path.Last.IsAcknowledgement || path.Before != RecordState.Failed || path.FindLast(StepKind.Fail) is not { } failure)
            return null;

        var commit = path.Last;
        var escape = commit.IsUnwinding ? "finally runs for a failure, too" : "the exception is swallowed";
        var fate = commit.IsUnwinding ? "passes through the finally block" : "is swallowed";
        return Finding.At(commit.LocationIn(path.Tree), path.Record, $"'{failure.Caller}'", failure.LineNumber, escape)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(failure.Location, $"an exception may leave '{failure.Callee}' here, and {fate}")
            .Step(commit.Location, "its offset is committed here all the same");
    }
}
