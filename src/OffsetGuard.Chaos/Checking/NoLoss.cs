using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>At-least-once: no record that a restart would skip is left unprocessed when the world is at rest.</summary>
internal sealed class NoLoss(GroupLedger ledger) : IChecker
{
    private readonly HashSet<string> _failed = new(StringComparer.Ordinal);
    private bool _isPoisoned;

    /// <summary>Who keeps a record elsewhere than in the topic cannot prove it once a poisoned handler has made an end of his last life.</summary>
    public Violation? Observe(WorldEvent happened)
    {
        _isPoisoned |= happened is FaultStruck { Kind: FaultKind.Poison };
        if (happened is ProcessFailed { Who: { } failed })
            _failed.Add(failed.Process);
        else if (happened is ProcessStarted { Who: { } started })
            _failed.Remove(started.Process);
        return null;
    }

    public Violation? AtRest()
    {
        if (_isPoisoned && _failed.Count > 0)
            return null;
        foreach (var progress in ledger.All)
        {
            var offset = progress.FirstUnprocessed;
            if (progress.IsRead && offset < progress.End && progress.IsPast(offset))
                return new Violation(Promise.AtLeastOnce, progress.Group, progress.Partition, offset);
        }

        return null;
    }
}
