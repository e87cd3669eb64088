using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Liveness: what is not lost is processed in the end.</summary>
internal sealed class Progress(GroupLedger ledger) : IChecker
{
    private bool _isPoisoned;

    /// <summary>A record whose handler always fails may stay where it is: what to do with it is up to the program.</summary>
    public Violation? Observe(WorldEvent happened)
    {
        _isPoisoned |= happened is FaultStruck { Kind: FaultKind.Poison };
        return null;
    }

    public Violation? AtRest()
    {
        if (_isPoisoned)
            return null;
        foreach (var progress in ledger.All)
        {
            var offset = progress.FirstUnprocessed;
            if (progress.IsRead && offset < progress.End && !progress.IsPast(offset))
                return new Violation(Promise.Progress, progress.Group, progress.Partition, offset);
        }

        return null;
    }

    public Violation? NeverRests() => ledger.LastDelivered is { } last
        ? new Violation(Promise.Progress, last.Group, last.Partition, last.Offset) { NeverRests = true }
        : null;
}
