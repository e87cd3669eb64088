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

    public Violation? AtRest() => null;

    public Violation? AtEnd()
    {
        if (_hadFault)
            return null;
        foreach (var progress in ledger.All)
        {
            var next = progress.FirstUnprocessed;
            if (progress.Start is not null && next > progress.Start && progress.Committed != next)
                return new Violation(Property.FinalCommitExact, progress.Group, progress.Partition, next - 1);
        }

        return null;
    }
}
