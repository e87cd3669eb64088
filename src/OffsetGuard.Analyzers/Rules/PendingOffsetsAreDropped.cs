using OffsetGuard.Analyzers.Loops;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1009: pending offsets are forgotten before their commit has succeeded, and nobody puts them back when it fails.</summary>
internal sealed class PendingOffsetsAreDropped() : CommitRule(RuleCatalogue.OG1009)
{
    public override Finding? Judge(CommitCall commit)
    {
        if (PendingOffsets.DroppedBefore(commit) is not { } pending || new CommitFailure(commit, pending).FindSwallow() is not { } swallow)
            return null;

        return Finding.At(pending.Drop.Syntax.GetLocation(), $"'{pending.Collection.Name}'", commit.LineNumber)
            .Step(pending.Drop.Syntax.GetLocation(), "the pending offsets are dropped here")
            .Step(commit.Call.Syntax.GetLocation(), "their commit may fail here")
            .Step(swallow.Syntax.GetLocation(), "the exception is swallowed, and the offsets are not put back");
    }
}
