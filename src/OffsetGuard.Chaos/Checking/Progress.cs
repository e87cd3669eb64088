using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Liveness: what is not lost is processed in the end.</summary>
internal sealed class Progress(GroupLedger ledger) : IChecker
{
    public Violation? AtRest()
    {
        foreach (var progress in ledger.All)
        {
            var offset = progress.FirstUnprocessed;
            if (progress.Start is not null && offset < progress.End && !progress.IsPast(offset))
                return new Violation(Promise.Progress, progress.Group, progress.Partition, offset);
        }

        return null;
    }
}
