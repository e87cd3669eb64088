namespace OffsetGuard.Chaos.Scheduling;

/// <summary>A thread that runs one incarnation after the other; creating one costs more than a whole schedule.</summary>
internal sealed class SimThread
{
    private readonly SemaphoreSlim _work = new(0);
    private Action? _job;

    public SimThread(int number)
    {
        var thread = new Thread(Loop) { IsBackground = true, Name = $"OffsetGuard process {number}" };
        thread.UnsafeStart();   // the test's own execution context must not leak into the process
    }

    /// <summary>Runs a job; it must not throw.</summary>
    public void Run(Action job)
    {
        _job = job;
        _work.Release();
    }

    public void End() => Run(null!);

    private void Loop()
    {
        while (true)
        {
            _work.Wait();
            if (_job is not { } job)
                return;
            job();
        }
    }
}
