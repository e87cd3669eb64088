using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Routing;

/// <summary>A request that has no broker to go to at the moment.</summary>
/// <param name="Call">The request.</param>
/// <param name="Until">When the client gives it up.</param>
/// <param name="BoundTo">The broker in whose queue it stands; null when it may go to any that serves its destination.</param>
internal sealed record HeldRequest(Call Call, DateTimeOffset Until, int? BoundTo);

/// <summary>Requests that wait for a leader, a coordinator or a connection, in the order in which they came.</summary>
internal sealed class HeldRequests
{
    private readonly List<HeldRequest> _all = [];

    public DateTimeOffset? Next
    {
        get
        {
            DateTimeOffset? next = null;
            foreach (var held in _all)
                next = held.Until < (next ?? DateTimeOffset.MaxValue) ? held.Until : next;
            return next;
        }
    }

    public bool IsAnyFor(DestinationKind kind) => _all.Exists(h => h.Call.Request.Destination.Kind == kind);

    public IEnumerable<Destination> Destinations => _all.Select(h => h.Call.Request.Destination).Distinct();

    public void Add(HeldRequest held)
    {
        // Of fetches of one partition only the last one is still wanted.
        if (held.Call.Request is FetchRequest fetch)
            _all.RemoveAll(h => h.Call.Request is FetchRequest other && other.Partition == fetch.Partition);
        _all.Add(held);
    }

    /// <summary>Removes and returns those that <paramref name="isWanted"/>.</summary>
    public IReadOnlyList<HeldRequest> Take(Predicate<HeldRequest> isWanted)
    {
        var taken = _all.FindAll(isWanted);
        _all.RemoveAll(taken.Contains);
        return taken;
    }
}
