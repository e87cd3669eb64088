using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2008: a rebalance handler returns offsets, which the incremental protocols do not take.</summary>
internal sealed class HandlerReturnsOffsetsUnderCooperativeAssignment() : ConsumerRule(RuleCatalogue.OG2008)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        if (consumer.Config.IncrementalAssignment is not { } origin)
            return null;

        foreach (var handler in consumer.Handlers())
        {
            if (handler.TargetMethod.Name is not (KafkaNames.SetPartitionsAssignedHandler or KafkaNames.SetPartitionsRevokedHandler
                    or KafkaNames.SetPartitionsLostHandler)
                || handler.TargetMethod.Parameters[0].Type is not { Name: nameof(Func<int>) })
                continue;
            return Finding.At(handler.Arguments[0].Syntax.GetLocation(), handler.TargetMethod.Name)
                .Step(origin.Syntax.GetLocation(), "partitions are assigned and revoked one by one")
                .Step(handler.Arguments[0].Syntax.GetLocation(), "this handler returns a whole assignment");
        }

        return null;
    }
}
