using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>A judgement about one path of one record. It looks nothing up and walks nothing.</summary>
internal abstract class FlowRule(Rule rule)
{
    public Rule Rule { get; } = rule;

    /// <summary>Null when the path is in order, or not known well enough.</summary>
    public abstract Finding? Judge(RecordPath path);
}
