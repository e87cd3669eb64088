using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>No offset is committed behind the end of the log: a restart would be out of range, and led on by the reset policy.</summary>
internal sealed class CommitBeyondLog(GroupLedger ledger) : IChecker
{
    public Violation? Observe(WorldEvent happened)
    {
        if (happened is not OffsetsCommitted { Who: not null } committed)
            return null;
        var progress = ledger.Of(committed.Group, committed.Partition);
        return committed.NextOffset > progress.Log.End && progress.TruncatedAt is null
            ? new Violation(Promise.NoCommitBeyondLog, committed.Group, committed.Partition, committed.NextOffset)
            : null;
    }
}
