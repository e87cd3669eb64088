namespace OffsetGuard.Chaos.Scheduling;

/// <summary>Pool work of all worlds that is queued and not yet taken, by the runtime's number of the work item.</summary>
/// <remarks>Many threads come here; a lock that blocks would be taken for one of the program under test.</remarks>
internal sealed class ExpectedWork
{
    private readonly Dictionary<int, Queue<PoolStrand>> _expected = [];
    private SpinLock _lock = new(enableThreadOwnerTracking: false);

    public void Add(int item, PoolStrand strand)
    {
        var isTaken = false;
        _lock.Enter(ref isTaken);
        if (!_expected.TryGetValue(item, out var queue))
            _expected.Add(item, queue = new Queue<PoolStrand>(1));
        queue.Enqueue(strand);
        _lock.Exit();
    }

    /// <summary>The strand that the work belongs to; null when no world has queued it.</summary>
    public PoolStrand? Take(int item)
    {
        var isTaken = false;
        _lock.Enter(ref isTaken);
        PoolStrand? strand = null;
        if (_expected.TryGetValue(item, out var queue))
        {
            strand = queue.Dequeue();
            if (queue.Count == 0)
                _expected.Remove(item);
        }

        _lock.Exit();
        return strand;
    }
}
