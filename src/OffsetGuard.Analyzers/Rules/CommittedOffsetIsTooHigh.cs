using OffsetGuard.Analyzers.Flow.Records;

namespace OffsetGuard.Analyzers.Rules;

/// <summary>OG3002: an offset behind the next one is committed, so a record is never read.</summary>
internal sealed class CommittedOffsetIsTooHigh() : FlowRule(RuleCatalogue.OG3002)
{
    public override Finding? Judge(RecordPath path)
    {
        if (!path.Last.IsAcknowledgement || (path.Last.Given & Carried.BeyondNextOffset) == 0)
            return null;

        return Finding.At(path.Last.LocationIn(path.Tree), path.Record)
            .Step(path.Consume.Location, $"{path.Record} is consumed here")
            .Step(path.Last.Location, "an offset more than one behind it is committed here");
    }
}
