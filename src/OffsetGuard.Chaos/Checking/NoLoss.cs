using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>At-least-once: no record that a restart would skip is left unprocessed when the world is at rest.</summary>
internal sealed class NoLoss(GroupLedger ledger) : IChecker
{
    public Violation? AtRest()
    {
        foreach (var progress in ledger.All)
        {
            var offset = progress.FirstUnprocessed;
            if (progress.Start is not null && offset < progress.End && progress.IsPast(offset))
                return new Violation(Promise.AtLeastOnce, progress.Group, progress.Partition, offset);
        }

        return null;
    }
}
