namespace OffsetGuard.Benchmarks.Soak;

/// <summary>Work on the thread pool that belongs to no world, in bursts, so that threads come and go as on a busy server.</summary>
internal sealed class Noise : IDisposable
{
    private readonly Thread _thread;
    private volatile bool _isOver;

    public Noise()
    {
        _thread = new Thread(Make) { IsBackground = true, Name = "noise" };
        _thread.Start();
    }

    public void Dispose()
    {
        _isOver = true;
        _thread.Join();
    }

    private void Make()
    {
        while (!_isOver)
        {
            Parallel.For(0, 200, static _ => Thread.SpinWait(500));
            Thread.Sleep(2);   // noise, not starvation
        }
    }
}
