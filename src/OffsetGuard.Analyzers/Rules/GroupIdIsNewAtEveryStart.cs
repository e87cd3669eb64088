using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2007: what is committed is committed for a group that nobody asks again.</summary>
internal sealed class GroupIdIsNewAtEveryStart() : ConsumerRule(RuleCatalogue.OG2007)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        var config = consumer.Config;
        if (config.IsInTest || config.GroupIdOfOneRun is not { } source || config[KafkaNames.GroupId].Origin is not { } origin)
            return null;
        if (!config.IsComplete || config.ReadsLatestOnPurpose)   // a live broadcast to every instance: it owes nobody what it missed
            return null;
        if (config[KafkaNames.EnablePartitionEof].IsOn)   // a tool that reads what is there, up to the end
            return null;
        if (consumer.Use is not { } use || !use.Calls(KafkaNames.Subscribe)
            || (use.FindCall(KafkaNames.Commit) ?? use.FindCall(KafkaNames.StoreOffset)) is not { } commit)
            return null;

        return Finding.At(consumer.Place(origin), source.Syntax, commit.Syntax.GetLocation().GetLineSpan().StartLinePosition.Line + 1)
            .Step(source.Syntax.GetLocation(), "this is another value at every start")
            .Step(origin.Syntax.GetLocation(), "so the group is a new one, without offsets")
            .Step(commit.Syntax.GetLocation(), "and what is committed here is never asked for again");
    }
}
