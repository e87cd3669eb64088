namespace OffsetGuard.Chaos.Scheduling;

/// <summary>Threads for incarnations, reused from schedule to schedule. Rented and returned by whoever holds the token.</summary>
internal sealed class SimThreadPool : IDisposable
{
    private readonly Stack<SimThread> _idle = new();
    private int _created;

    /// <summary>Threads whose process refused to die; they stay parked for ever.</summary>
    public int LeakedCount { get; private set; }

    public SimThread Rent() => _idle.TryPop(out var thread) ? thread : new SimThread(++_created);

    public void Return(SimThread thread) => _idle.Push(thread);

    public void Leak() => LeakedCount++;

    public void Dispose()
    {
        while (_idle.TryPop(out var thread))
            thread.End();
    }
}
