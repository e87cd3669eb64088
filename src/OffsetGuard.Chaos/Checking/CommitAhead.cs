using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Checked at every commit, so that the hazard shows even when no kill has made it a loss yet.</summary>
internal sealed class CommitAhead(GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened)
    {
        if (happened is not OffsetsCommitted committed)
            return null;
        var progress = ledger.Of(committed.Group, committed.Partition);
        var unprocessed = progress.FirstUnprocessed;
        return committed.NextOffset > unprocessed && unprocessed < progress.End
            ? new Violation(Property.CommitAhead, committed.Group, committed.Partition, unprocessed)
            : null;
    }

    public Violation? AtRest() => null;

    public Violation? AtEnd() => null;
}
