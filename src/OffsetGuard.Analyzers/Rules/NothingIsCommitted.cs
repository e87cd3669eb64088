using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2004: the group reads, and nothing ever moves its offsets.</summary>
internal sealed class NothingIsCommitted() : ConsumerRule(RuleCatalogue.OG2004)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        var config = consumer.Config;
        if (consumer.Use is not { IsShared: false } use || !use.Calls(KafkaNames.Subscribe) || !use.Calls(KafkaNames.Consume))
            return null;
        if (use.Calls(KafkaNames.Commit) || use.Calls(KafkaNames.StoreOffset) || use.Calls(KafkaNames.Assign) || use.Calls(KafkaNames.Seek)
            || use.Reads(KafkaNames.ConsumerGroupMetadata) || config[KafkaNames.GroupId] is { Value: SettingValue.Unknown, IsWritten: true })
            return null;
        if ((config.AutoCommit.IsOff ? config.AutoCommit.Origin : config.AutoOffsetStore.IsOff ? config.AutoOffsetStore.Origin : null) is not { } origin)
            return null;

        return Finding.At(consumer.Place(origin))
            .Step(origin.Syntax.GetLocation(), "the client does not move offsets by itself")
            .Step(use.FindCall(KafkaNames.Consume)!.Syntax.GetLocation(), "records are consumed here, and nothing commits them");
    }
}
