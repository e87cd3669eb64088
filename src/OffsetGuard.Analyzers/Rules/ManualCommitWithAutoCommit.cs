using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2002: the code commits by hand, and a timer commits beside it.</summary>
internal sealed class ManualCommitWithAutoCommit() : ConsumerRule(RuleCatalogue.OG2002)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        var config = consumer.Config;
        if (!config.AutoCommit.IsOn || !config.AutoOffsetStore.IsOn || consumer.Use?.FindCall(KafkaNames.Commit) is not { } commit)
            return null;

        var origin = config.AutoCommit.Origin ?? config.Creation ?? consumer.Build;
        return Finding.At(consumer.Place(origin), commit.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1)
            .Step(origin.Syntax.GetLocation(), "the client commits by itself what it stored at Consume")
            .Step(commit.Syntax.GetLocation(), "the code commits by hand here");
    }
}
