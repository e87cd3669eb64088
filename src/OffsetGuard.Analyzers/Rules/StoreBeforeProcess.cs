using OffsetGuard.Analyzers.Flow.Records;
using OffsetGuard.Analyzers.Kafka;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG1002: the offset is stored, and only then the record is processed: a timer may commit it in between.</summary>
internal sealed class StoreBeforeProcess() : FlowRule(RuleCatalogue.OG1002)
{
    public override Finding? Judge(RecordPath path)
    {
        if (path.Before != RecordState.StoredEarly || !path.Last.IsProcessing || path.Config.AutoCommit.Value == SettingValue.Off)
            return null;
        if (path.FindLast(StepKind.Store) is not { } store)
            return null;

        var effect = path.Last;
        return Finding.At(store.LocationIn(path.Tree), path.Record, $"'{effect.Caller}'", effect.LineNumber)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(store.Location, "its offset is stored here, for the next automatic commit")
            .Step(effect.Location, $"'{effect.Callee}' still processes it here");
    }
}
