namespace OffsetGuard.Chaos.Scheduling;

/// <summary>A thread that runs one strand after the other; creating one costs more than a whole schedule.</summary>
internal sealed class SimThread
{
    private readonly SemaphoreSlim _work = new(0);
    private readonly Action _giveBack;
    private JobStrand? _first;

    public SimThread(SimThreadPool pool, int number)
    {
        _giveBack = () => pool.Return(this);
        var thread = new Thread(Loop) { IsBackground = true, Name = $"OffsetGuard process {number}" };
        thread.UnsafeStart();   // the test's own execution context must not leak into the process
    }

    public void Run(JobStrand first)
    {
        _first = first;
        _work.Release();
    }

    public void End()
    {
        _first = null;
        _work.Release();
    }

    private void Loop()
    {
        do
        {
            _work.Wait();
        }
        while (_first is { } first && JobStrand.RunOnThisThread(first, _giveBack));
    }
}
