using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>A judgement about a consumer and its configuration. It looks nothing up and walks nothing.</summary>
internal abstract class ConsumerRule(Rule rule)
{
    public Rule Rule { get; } = rule;

    /// <summary>Null when all is in order, or not known well enough.</summary>
    public abstract Finding? Judge(BuiltConsumer consumer);
}
