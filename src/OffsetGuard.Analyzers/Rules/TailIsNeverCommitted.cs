using OffsetGuard.Analyzers.Loops;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1010: the code commits when so many records have come, and what is left at the end never.</summary>
internal sealed class TailIsNeverCommitted() : CommitRule(RuleCatalogue.OG1010)
{
    public override Finding? Judge(CommitCall commit)
    {
        if (!commit.IsOnlyByHand)
            return null;
        var count = new CommitCount(commit.Code);
        foreach (var other in commit.AllOfType)
        {
            if (count.FindCondition(other) is null)
                return null;
        }

        if (count.FindCondition(commit.Call) is not { } condition)
            return null;
        return Finding.At(commit.Call.Syntax.GetLocation(), condition.Syntax.ToString())
            .Step(condition.Syntax.GetLocation(), "only so many records are enough")
            .Step(commit.Call.Syntax.GetLocation(), "nothing else in this type commits");
    }
}
