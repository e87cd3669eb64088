using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Requests for committed offsets that wait until no transaction can change the answer.</summary>
/// <remarks>
/// Apache Kafka answers UnstableOffsetCommit and librdkafka asks again every 100 ms until its time is up. Here the request waits inside
/// the broker: the application sees the same, up to that tenth of a second.
/// </remarks>
internal sealed class ParkedOffsetFetches(Outbox outbox, GroupTable groups)
{
    private readonly List<Call> _waiting = [];

    public IReadOnlyList<Call> All => _waiting;

    public void Park(in Call call) => _waiting.Add(call);

    /// <summary>Answers the requests that a transaction no longer holds back.</summary>
    public void Wake()
    {
        for (var i = 0; i < _waiting.Count;)
        {
            var request = (OffsetFetchRequest)_waiting[i].Request;
            if (groups.Pending.IsUnstable(request))
            {
                i++;
                continue;
            }

            outbox.Send(_waiting[i], OffsetFetchHandler.ReplyTo(request, groups));
            _waiting.RemoveAt(i);
        }
    }

    /// <summary>Drops the waiting requests of a client that has gone.</summary>
    public void Forget(int clientId) => _waiting.RemoveAll(c => c.ClientId == clientId);
}
