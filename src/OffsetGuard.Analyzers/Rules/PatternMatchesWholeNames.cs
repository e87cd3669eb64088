using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2014: a pattern that is meant as the beginning of names is matched against whole names.</summary>
internal sealed class PatternMatchesWholeNames() : ConsumerRule(RuleCatalogue.OG2014)
{
    public override Finding? Judge(BuiltConsumer consumer)
    {
        if (!consumer.Config.UsesConsumerProtocol || consumer.Use is not { } use)
            return null;

        foreach (var subscribe in use.CallsOf(KafkaNames.Subscribe))
        {
            foreach (var (text, origin) in TopicPattern.In(subscribe.Arguments[0].Value))
            {
                if (!TopicPattern.IsPlainBeginning(text))
                    continue;
                return Finding.At(consumer.Place(origin), text)
                    .Step(consumer.Config[KafkaNames.GroupProtocol].Origin!.Syntax.GetLocation(), "the broker matches patterns")
                    .Step(origin.Syntax.GetLocation(), $"'{text}' is the beginning of names, and no whole name");
            }
        }

        return null;
    }
}
