using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Checking;

/// <summary>A process whose client has failed for good ends, or goes on with another client; it does not sit there as if all were well.</summary>
internal sealed class SwallowedError(GroupLedger ledger) : IChecker
{
    private readonly SortedDictionary<string, IncarnationName> _failed = new(StringComparer.Ordinal);

    public Violation? Observe(WorldEvent happened)
    {
        if (happened is CallThrew { Error: ErrorCode.LocalFatal or ErrorCode.FencedInstanceId or ErrorCode.LocalFenced or ErrorCode.ProducerFenced, Who: { } failed })
            _failed[failed.ToString()] = failed;
        else if (happened is ProcessStopped or ProcessFailed or ProcessKilled or RecordEffect && happened.Who is { } who)
            _failed.Remove(who.ToString());
        return null;
    }

    public Violation? AtRest()
    {
        foreach (var who in _failed.Values)
        {
            if (ledger.LastDeliveredTo(who) is { } last)
                return new Violation(Promise.NoSwallowedError, last.Group, last.Partition, last.Offset);
        }

        return null;
    }
}
