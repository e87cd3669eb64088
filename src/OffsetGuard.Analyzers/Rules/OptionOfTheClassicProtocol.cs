using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2009: an option that only the classic group protocol knows makes the constructor throw.</summary>
internal sealed class OptionOfTheClassicProtocol() : ConsumerRule(RuleCatalogue.OG2009)
{
    private static readonly string[] Options =
        [KafkaNames.SessionTimeoutMs, KafkaNames.HeartbeatIntervalMs, KafkaNames.PartitionAssignmentStrategy];

    public override Finding? Judge(BuiltConsumer consumer)
    {
        var config = consumer.Config;
        if (!config.UsesConsumerProtocol)
            return null;

        Finding? finding = null;
        foreach (var option in Options)
        {
            if (config[option] is not { IsWritten: true, IsUnset: false, Origin: { } origin })
                continue;
            finding ??= Finding.At(consumer.Place(origin), option)
                .Step(config[KafkaNames.GroupProtocol].Origin!.Syntax.GetLocation(), "the group uses the consumer protocol");
            finding = finding.Step(origin.Syntax.GetLocation(), $"{option} is set here, but the broker decides it");
        }

        return finding;
    }
}
