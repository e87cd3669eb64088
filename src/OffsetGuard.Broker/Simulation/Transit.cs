using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Simulation;

/// <summary>One message: a request, or the reply to it.</summary>
internal readonly record struct Message(Call Call, Reply? Reply);

/// <summary>Messages that arrive later: in order of time and, at the same time, in the order in which they left.</summary>
internal sealed class Transit
{
    private readonly PriorityQueue<Message, (DateTimeOffset At, long Sequence)> _queue = new();
    private long _sequence;

    public bool IsEmpty => _queue.Count == 0;

    /// <summary>In the order in which they will arrive.</summary>
    public IEnumerable<(Message Message, DateTimeOffset At)> InOrder =>
        _queue.UnorderedItems.OrderBy(m => m.Priority).Select(m => (m.Element, m.Priority.At));

    public DateTimeOffset? Next => _queue.TryPeek(out _, out var due) ? due.At : null;

    public void Add(in Message message, DateTimeOffset arrival) => _queue.Enqueue(message, (arrival, ++_sequence));

    public bool TryTakeDue(DateTimeOffset now, out Message message)
    {
        if (_queue.TryPeek(out message, out var due) && due.At <= now)
        {
            _queue.Dequeue();
            return true;
        }

        return false;
    }
}
