namespace OffsetGuard.Chaos.Scheduling;

/// <summary>Threads for strands, reused from schedule to schedule.</summary>
/// <remarks>
/// Whoever holds the token rents and returns; only a thread that was given up may come back at any time, hence the lock.
/// </remarks>
internal sealed class SimThreadPool : IDisposable
{
    private readonly object _gate = new();
    private readonly Stack<SimThread> _idle = new();
    private int _created;
    private int _leaked;
    private bool _isDisposed;

    /// <summary>Threads whose process refused to die; they stay parked for ever.</summary>
    public int LeakedCount
    {
        get
        {
            lock (_gate)
                return _leaked;
        }
    }

    public SimThread Rent()
    {
        lock (_gate)
            return _idle.TryPop(out var thread) ? thread : new SimThread(this, ++_created);
    }

    public void Return(SimThread thread)
    {
        lock (_gate)
        {
            if (_isDisposed)
                thread.End();
            else
                _idle.Push(thread);
        }
    }

    public void Leak()
    {
        lock (_gate)
            _leaked++;
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            while (_idle.TryPop(out var thread))
                thread.End();
        }
    }
}
