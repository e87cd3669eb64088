using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2010: every instance of the program joins the group under one name.</summary>
internal sealed class GroupInstanceIdIsLiteral() : ConsumerRule(RuleCatalogue.OG2010)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        if (consumer.Config.IsInTest || consumer.Use is not { } use || use.FindCall(KafkaNames.Subscribe) is not { } subscribe)
            return null;
        if (consumer.Config[KafkaNames.GroupInstanceId] is not { Constant: string { Length: > 0 } name, Origin: { } origin })
            return null;

        return Finding.At(consumer.Place(origin), name)
            .Step(origin.Syntax.GetLocation(), "the name is the same in every instance")
            .Step(subscribe.Syntax.GetLocation(), "every instance joins the group under it here");
    }
}
