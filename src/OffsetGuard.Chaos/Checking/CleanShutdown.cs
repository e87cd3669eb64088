using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Checking;

/// <summary>A process that is asked to stop ends in time, and leaves its groups: otherwise its partitions wait for the session time-out.</summary>
internal sealed class CleanShutdown(GroupLedger ledger, Ownership ownership) : IChecker
{
    private readonly List<IncarnationName> _running = [];
    private bool _hadFault;
    private bool _wasDisturbed;

    public Violation? Observe(WorldEvent happened)
    {
        _wasDisturbed |= happened.IsDisturbance;
        _hadFault |= happened is FaultStruck or ProcessFrozen or ProcessStalled;
        if (happened is ProcessStarted { Who: { } started })
            _running.Add(started);
        if (happened is not (ProcessStopped or ProcessFailed or ProcessKilled) || happened.Who is not { } who)
            return null;
        _running.Remove(who);
        return happened is ProcessStopped { WasAsked: true } && !_wasDisturbed && ownership.Current.Any(t => t.Who == who && t.IsByGroup) ? Found(who) : null;
    }

    /// <summary>Who waits for a reply that was lost, or for its own thread to go on, is late through no fault of its own.</summary>
    public Violation? AtEnd() => _running.Count > 0 && !_hadFault ? Found(_running[0]) : null;

    private Violation? Found(IncarnationName who) => ledger.LastDeliveredTo(who) is { } last
        ? new Violation(Promise.CleanShutdown, last.Group, last.Partition, last.Offset)
        : null;
}
