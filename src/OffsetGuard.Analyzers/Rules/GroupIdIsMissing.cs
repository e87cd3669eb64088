using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2012: a consumer without a group id cannot be built.</summary>
internal sealed class GroupIdIsMissing() : ConsumerRule(RuleCatalogue.OG2012)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        var config = consumer.Config;
        if (!config.IsComplete || !config[KafkaNames.GroupId].IsUnset || config.Creation is not { } creation)
            return null;

        return Finding.At(consumer.Place(creation))
            .Step(creation.Syntax.GetLocation(), "the configuration is made here and never gets a group id")
            .Step(consumer.Build.Syntax.GetLocation(), "Build throws here");
    }
}
