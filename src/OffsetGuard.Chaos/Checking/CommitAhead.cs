using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Checked at every commit, so that the hazard shows even when no kill has made it a loss yet.</summary>
internal sealed class CommitAhead(GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened)
    {
        if (happened is not OffsetsCommitted { Who: not null } committed)
            return null;
        var progress = ledger.Of(committed.Group, committed.Partition);
        var unprocessed = progress.FirstUnprocessed;
        if (progress.TruncatedAt is not null || committed.NextOffset <= unprocessed || unprocessed >= progress.End)
            return null;   // what was cut off, and came again as other records, is found when the group reads on
        return new Violation(Promise.NoCommitAhead, committed.Group, committed.Partition, unprocessed);
    }
}
