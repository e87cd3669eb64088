using OffsetGuard.Analyzers.Flow;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1001: the offset is committed, and only then the record is processed.</summary>
internal sealed class CommitBeforeProcess() : FlowRule(RuleCatalogue.OG1001)
{
    public override Finding? Judge(RecordPath path)
    {
        if (path.FirstCommit is not { } commit)
            return null;
        if (path.FirstEffectAfter(commit) is not { } effect)   // nothing follows: tombstone or poison skip
            return null;
        if (path.FirstEffect != effect)   // processed before the commit; what follows is a side note
            return null;

        return Finding.At(commit.Location, path.Record, $"'{effect.Callee}'", effect.LineNumber)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(commit.Location, "its offset is committed here")
            .Step(effect.Location, $"'{effect.Callee}' still processes it here");
    }
}
