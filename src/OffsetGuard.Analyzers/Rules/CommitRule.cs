using OffsetGuard.Analyzers.Loops;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>A judgement about one commit and the code around it. It looks nothing up and walks nothing.</summary>
internal abstract class CommitRule(Rule rule)
{
    public Rule Rule { get; } = rule;

    /// <summary>Null when all is in order, or not known well enough.</summary>
    public abstract Finding? Judge(CommitCall commit);
}
