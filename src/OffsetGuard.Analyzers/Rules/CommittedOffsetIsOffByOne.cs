using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG3001: the offset of the record itself is committed, so the group starts with that record again.</summary>
internal sealed class CommittedOffsetIsOffByOne() : FlowRule(RuleCatalogue.OG3001)
{
    public override Finding? Judge(RecordPath path)
    {
        if (!path.Last.IsAcknowledgement || path.Before != RecordState.Processed)
            return null;
        if ((path.Last.Given & (Carried.Offset | Carried.NextOffset | Carried.BeyondNextOffset)) != Carried.Offset)
            return null;

        return Finding.At(path.Last.LocationIn(path.Tree), path.Record)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(path.Last.Location, "its own offset is committed here, which means: start with this record");
    }
}
