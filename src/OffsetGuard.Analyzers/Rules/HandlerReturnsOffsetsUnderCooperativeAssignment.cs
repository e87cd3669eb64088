using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2008: a rebalance handler returns offsets, which the incremental protocols do not take.</summary>
internal sealed class HandlerReturnsOffsetsUnderCooperativeAssignment() : ConsumerRule(RuleCatalogue.OG2008)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        if (consumer.Config.IncrementalAssignment is not { } origin)
            return null;

        foreach (var setter in consumer.Handlers())
        {
            if (RebalanceHandler.Of(setter) is not { RefusalWhenIncremental: { } refusal } handler)
                continue;
            return Finding.At(handler.Location, handler.Name, refusal)
                .Step(origin.Syntax.GetLocation(), "partitions are assigned and revoked one by one")
                .Step(handler.Location, $"this handler {refusal}");
        }

        return null;
    }
}
