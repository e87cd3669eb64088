namespace OffsetGuard.Broker.Time;

/// <summary>Named instants; one deadline per key, due in order of time and, at the same time, in the order they were set.</summary>
/// <typeparam name="TKey">What is due: a kind together with the id it belongs to.</typeparam>
internal sealed class DeadlineTable<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, (DateTimeOffset At, long Sequence)> _current = [];
    private readonly PriorityQueue<(TKey Key, long Sequence), (DateTimeOffset At, long Sequence)> _queue = new();
    private long _sequence;

    /// <summary>The earliest deadline, or null when there is none.</summary>
    public DateTimeOffset? Next
    {
        get
        {
            DropStale();
            return _queue.TryPeek(out _, out var due) ? due.At : null;
        }
    }

    /// <summary>Sets the deadline of <paramref name="key"/>; another one of the same key is replaced, the same instant keeps its turn.</summary>
    public void Set(TKey key, DateTimeOffset at)
    {
        // A member that commits a million times at one instant would otherwise leave a million entries in the queue.
        if (_current.TryGetValue(key, out var current) && current.At == at)
            return;

        var sequence = ++_sequence;
        _current[key] = (at, sequence);
        _queue.Enqueue((key, sequence), (at, sequence));
    }

    /// <summary>All that is set, in no order, with the turn of each among those of the same instant; what sleeps is at the greatest instant.</summary>
    public IEnumerable<(TKey Key, DateTimeOffset At, long Sequence)> All => _current.Select(c => (c.Key, c.Value.At, c.Value.Sequence));

    public bool Contains(TKey key) => _current.ContainsKey(key);

    /// <summary>What was due cannot happen now: it is due again with <see cref="Wake"/>, unless it is set or cancelled before.</summary>
    public void Sleep(TKey key) => _current[key] = (DateTimeOffset.MaxValue, ++_sequence);

    /// <summary>Whatever sleeps is due now.</summary>
    public void Wake(DateTimeOffset now)
    {
        foreach (var (key, _) in _current.Where(c => c.Value.At == DateTimeOffset.MaxValue).OrderBy(c => c.Value.Sequence).ToList())
            Set(key, now);
    }

    public void Cancel(TKey key) => _current.Remove(key);

    /// <summary>Removes and returns the first deadline that is not later than <paramref name="now"/>.</summary>
    public bool TryTakeDue(DateTimeOffset now, out TKey key)
    {
        DropStale();
        if (_queue.TryPeek(out var entry, out var due) && due.At <= now)
        {
            _queue.Dequeue();
            _current.Remove(entry.Key);
            key = entry.Key;
            return true;
        }

        key = default!;
        return false;
    }

    private void DropStale()
    {
        while (_queue.TryPeek(out var entry, out _) && !(_current.TryGetValue(entry.Key, out var current) && current.Sequence == entry.Sequence))
            _queue.Dequeue();
    }
}
