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
        if (MovesOffsets(use) || IsGroupOfOneRun(config[KafkaNames.GroupId]))
            return null;

        var switchedOff = config.AutoCommit.IsOff ? config.AutoCommit : config.AutoOffsetStore;
        if (switchedOff is not { IsOff: true, Origin: { } origin })
            return null;

        return Finding.At(consumer.Place(origin))
            .Step(origin.Syntax.GetLocation(), "the client does not move offsets by itself")
            .Step(use.FindCall(KafkaNames.Consume)!.Syntax.GetLocation(), "records are consumed here, and nothing commits them");
    }

    private static bool MovesOffsets(ConsumerUse use) =>
        use.Calls(KafkaNames.Commit) || use.Calls(KafkaNames.StoreOffset) || use.Reads(KafkaNames.ConsumerGroupMetadata)
        || use.Calls(KafkaNames.Assign) || use.Calls(KafkaNames.Seek);   // it keeps its place somewhere else

    // A group whose name is computed may be a new one at every start, which reads everything on purpose.
    private static bool IsGroupOfOneRun(Setting groupId) => groupId is { Value: SettingValue.Unknown, IsWritten: true };
}
