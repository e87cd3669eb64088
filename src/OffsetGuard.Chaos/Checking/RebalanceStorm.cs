using OffsetGuard.Chaos.History;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Without a fault no consumer is late for its poll or thrown out by another one, and no group rebalances again and again with the same members.</summary>
internal sealed class RebalanceStorm(GroupLedger ledger) : IChecker
{
    private const int RebalancesMax = 3;

    private readonly Dictionary<string, int> _rebalances = new(StringComparer.Ordinal);
    private bool _hadFault;
    private bool _isThrownOut;

    public Violation? Observe(WorldEvent happened)
    {
        _hadFault |= happened.IsFault;
        if (_hadFault)
            return null;
        switch (happened)
        {
            case MemberCame came:
                _rebalances[came.Group] = 0;
                return null;
            case MemberGone gone:
                _rebalances[gone.Group] = 0;
                return null;
            case RebalanceStarted started:
                var count = _rebalances[started.Group] = _rebalances.GetValueOrDefault(started.Group) + 1;
                return count > RebalancesMax ? Found(ledger.LastDelivered) : null;
            case CallThrew { Error: ErrorCode.LocalMaxPollExceeded, Who: { } who }:
                return Found(ledger.LastDeliveredTo(who));
            case CallThrew { Error: ErrorCode.FencedInstanceId or ErrorCode.LocalFatal }:
                _isThrownOut = true;   // it may not have been given a record yet
                return null;
            default:
                return null;
        }
    }

    public Violation? AtRest() => _isThrownOut ? Found(ledger.LastDelivered) : null;

    private static Violation? Found(RecordDelivered? last) =>
        last is null ? null : new Violation(Promise.NoRebalanceStorm, last.Group, last.Partition, last.Offset);
}
