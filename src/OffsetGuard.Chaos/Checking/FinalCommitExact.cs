using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>After an orderly stop the committed offset is the end of what was processed: a restart repeats nothing and skips nothing.</summary>
internal sealed class FinalCommitExact(GroupLedger ledger) : IChecker
{
    private bool _hadFault;

    /// <summary>Who fails to commit on its way out, or loses its partitions, repeats records and loses none: only kills are no excuse.</summary>
    public Violation? Observe(WorldEvent happened)
    {
        _hadFault |= happened is FaultStruck or ProcessFrozen or ProcessStalled;
        return null;
    }

    public Violation? AtEnd()
    {
        if (_hadFault)
            return null;
        foreach (var progress in ledger.All)
        {
            var next = progress.FirstUnprocessed;
            if (progress.Committed is not null && progress.ResumesAt == next)
                continue;
            if (progress.LastProcessedBelow(next) is { } last)
                return new Violation(Promise.FinalCommitExact, progress.Group, progress.Partition, last);
        }

        return null;
    }
}
