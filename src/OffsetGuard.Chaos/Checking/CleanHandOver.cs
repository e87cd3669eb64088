using OffsetGuard.Broker.History;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Who gives a partition back in order has committed what it has processed: the next owner repeats nothing.</summary>
internal sealed class CleanHandOver(GroupLedger ledger, Ownership ownership) : IChecker
{
    private readonly HashSet<IncarnationName> _killed = [];
    private bool _hadError;

    public Violation? Observe(WorldEvent happened)
    {
        _hadError |= happened.IsDisturbance || happened is FaultStruck { Kind: FaultKind.Throw or FaultKind.Poison };
        if (happened is ProcessKilled { Who: { } killed })
            _killed.Add(killed);
        if (_hadError)
            return null;   // it may have tried to commit in vain
        if (happened is not PositionSet { Why: ReadingStart.Committed or ReadingStart.ResetUnknown } position)
            return null;
        if (ownership.Of(position.ClientId, position.Partition) is not { IsByGroup: true, EndBefore: GivingUp.Revoked, Before: { } giver } || _killed.Contains(giver.Who))
            return null;
        var progress = ledger.Of(position.Group, position.Partition);
        var next = progress.Log.NextReadable(position.Offset, progress.Isolation);
        return giver.HasProcessed(next)
            ? new Violation(Promise.CleanHandOver, position.Group, position.Partition, next)
            : null;
    }
}
