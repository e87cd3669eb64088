using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2013: the consumer begins where the source says, and a timer commits offsets that it never asks for.</summary>
internal sealed class AutoCommitBesideFixedOffsets() : ConsumerRule(RuleCatalogue.OG2013)
{
    private static readonly string[] UsesOfTheGroup =
        [KafkaNames.Subscribe, KafkaNames.IncrementalAssign, KafkaNames.Commit, KafkaNames.StoreOffset, KafkaNames.Committed];

    public override Finding? Judge(BuiltConsumer consumer)
    {
        var config = consumer.Config;
        if (config.IsInTest || !config.AutoCommit.IsOn || !config.AutoOffsetStore.IsOn || consumer.Use is not { IsShared: false } use)
            return null;
        if (Array.Exists(UsesOfTheGroup, use.Calls) || use.Reads(KafkaNames.ConsumerGroupMetadata) || !use.Calls(KafkaNames.Consume))
            return null;
        if (use.FindCall(KafkaNames.Assign) is not { } assign
            || !use.CallsOf(KafkaNames.Assign).All(call => FixedOffsets.AreIn(call.Arguments[0].Value)))
            return null;

        var origin = config.AutoCommit.Origin ?? config.Creation ?? consumer.Build;
        return Finding.At(consumer.Place(origin))
            .Step(origin.Syntax.GetLocation(), "the client commits what is consumed")
            .Step(assign.Syntax.GetLocation(), "but it begins here, whatever is committed");
    }
}
