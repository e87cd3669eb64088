namespace OffsetGuard.Broker.Clients;

/// <summary>What a client does later: retries after a back-off. Due in order of time, then in the order of asking.</summary>
internal sealed class ClientTimers
{
    private readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, long Sequence)> _queue = new();
    private long _sequence;

    public DateTimeOffset? Next => _queue.TryPeek(out _, out var due) ? due.At : null;

    public void At(DateTimeOffset at, Action<DateTimeOffset> action) => _queue.Enqueue(action, (at, ++_sequence));

    public void Tick(DateTimeOffset now)
    {
        while (_queue.TryPeek(out var action, out var due) && due.At <= now)
        {
            _queue.Dequeue();
            action(now);
        }
    }
}
