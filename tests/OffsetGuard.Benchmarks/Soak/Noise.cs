namespace OffsetGuard.Benchmarks.Soak;

/// <summary>Work on the thread pool that belongs to no world, in bursts, so that threads come and go as on a busy server.</summary>
internal sealed class Noise : IDisposable
{
    private const int PauseMs = 2;   // noise, not starvation

    private readonly ManualResetEventSlim _isOver = new();
    private readonly Thread _thread;

    public Noise()
    {
        _thread = new Thread(Make) { IsBackground = true, Name = "noise" };
        _thread.Start();
    }

    public void Dispose()
    {
        _isOver.Set();
        _thread.Join();
        _isOver.Dispose();
    }

    private void Make()
    {
        while (!_isOver.Wait(PauseMs))
            Parallel.For(0, 200, static _ => Thread.SpinWait(500));
    }
}
