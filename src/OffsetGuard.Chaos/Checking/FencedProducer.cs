using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Checking;

/// <summary>Who has learned that another producer took over its transactional id does nothing more, until it has a new producer.</summary>
internal sealed class FencedProducer(GroupLedger ledger) : IChecker
{
    private readonly Dictionary<IncarnationName, int> _fenced = [];   // and by which of its producers it knows

    public Violation? Observe(WorldEvent happened)
    {
        if (happened.Who is not { } who)
            return null;
        switch (happened)
        {
            case ProducerStarted:
                _fenced.Remove(who);
                return null;
            case CallThrew threw when _fenced.TryGetValue(who, out var clientId):
                return clientId == threw.ClientId && threw.Operation is not ("AbortTransaction" or "Flush") ? Found(who) : null;
            case CallThrew { Error: ErrorCode.LocalFenced or ErrorCode.ProducerFenced or ErrorCode.InvalidProducerEpoch } threw
                when threw.Operation != "Produce":   // that is a report, and nobody may listen to it
                _fenced.Add(who, threw.ClientId);
                return null;
            case RecordEffect or OffsetsCommitted when _fenced.ContainsKey(who):
                return Found(who);
            default:
                return null;
        }
    }

    private Violation? Found(IncarnationName who) => ledger.LastDeliveredTo(who) is { } last
        ? new Violation(Promise.StopWhenFenced, last.Group, last.Partition, last.Offset)
        : null;
}
