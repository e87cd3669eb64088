using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2003: StoreOffset throws as long as the client stores offsets by itself.</summary>
internal sealed class StoreOffsetWithAutoStore() : ConsumerRule(RuleCatalogue.OG2003)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        var config = consumer.Config;
        if (!config.AutoOffsetStore.IsOn || consumer.Use?.FindCall(KafkaNames.StoreOffset) is not { } store)
            return null;

        var origin = config.AutoOffsetStore.Origin ?? config.Creation ?? consumer.Build;
        return Finding.At(consumer.Place(store))
            .Step(origin.Syntax.GetLocation(), "EnableAutoOffsetStore is on here, by default or explicitly")
            .Step(store.Syntax.GetLocation(), "StoreOffset throws Local_InvalidArg here");
    }
}
