using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG2006: a group that counts its records begins, the first time, behind all that are there already.</summary>
internal sealed class ResetIsLeftAtLatest() : FlowRule(RuleCatalogue.OG2006)
{
    public override Finding? Judge(RecordPath path)
    {
        var config = path.Config;
        if (!config.IsComplete || !config[KafkaNames.AutoOffsetReset].IsUnset || config.Creation is not { } creation)
            return null;
        if (config.IsInTest || !config.Subscribes || config.MayChooseOffsets || !path.Last.IsProcessing || !IsDurable(config))
            return null;

        var place = (creation.Syntax.SyntaxTree == path.Tree ? creation : path.Consume.Operation).Syntax.GetLocation();
        return Finding.At(place, $"'{path.Last.Caller}'", path.Last.LineNumber)
            .Step(creation.Syntax.GetLocation(), "AutoOffsetReset is not set, and Latest is the default")
            .Step(path.Consume.Location, "so a partition without a committed offset begins at its end")
            .Step(path.Last.Location, $"and '{path.Last.Callee}' never sees what was there before");
    }

    // Somebody keeps count of what is processed, for a group that comes back under its name.
    private static bool IsDurable(ConsumerConfigFacts config)
    {
        var group = config[KafkaNames.GroupId];
        return config.MovesOffsetsByHand
            ? group.IsWritten && config.GroupIdOfOneRun is null
            : group is { Constant: string { Length: > 0 } } && config.AutoCommit.IsOn && config.AutoOffsetStore.IsOn;
    }
}
