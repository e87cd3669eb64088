using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2005: offsets are stored for a commit that never comes.</summary>
internal sealed class StoredOffsetsAreNotCommitted() : ConsumerRule(RuleCatalogue.OG2005)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        if (!consumer.Config.AutoCommit.IsOff || consumer.Use is not { IsShared: false } use || use.Calls(KafkaNames.Commit)
            || use.FindCall(KafkaNames.StoreOffset) is not { } store)
            return null;

        return Finding.At(consumer.Place(store))
            .Step(consumer.Config.AutoCommit.Origin!.Syntax.GetLocation(), "the client does not commit by itself")
            .Step(store.Syntax.GetLocation(), "the offset is stored here, and nothing commits what is stored");
    }
}
