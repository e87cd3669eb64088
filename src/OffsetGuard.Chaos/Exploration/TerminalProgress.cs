using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>Tells somebody at a terminal how far a long exploration is, and nobody else. Nothing that is explored depends on it.</summary>
internal sealed class TerminalProgress
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly long _startedAt = LiveHost.RealTime.GetTimestamp();
    private readonly bool _isWatched = !Console.IsErrorRedirected;
    private TimeSpan _toldAt;
    private bool _hasTold;

    /// <summary>One more schedule is done.</summary>
    public void Tell(string stage, int done, int total)
    {
        if (!_isWatched)
            return;
        var elapsed = LiveHost.RealTime.GetElapsedTime(_startedAt);
        if (elapsed < s_patience || elapsed < _toldAt + s_pause)
            return;
        _toldAt = elapsed;
        _hasTold = true;
        Console.Error.Write($"\r{stage}: {done} of {total} schedules, {elapsed.TotalSeconds:0} s ");
    }

    /// <summary>The line is free for others.</summary>
    public void End()
    {
        if (_hasTold)
            Console.Error.WriteLine();
    }
}
