namespace OffsetGuard.Testing.Tests.Clocks;

/// <summary>Time that only the test moves; timers go off on the thread that moves it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private static readonly DateTimeOffset s_start = new(2001, 2, 3, 4, 5, 6, TimeSpan.Zero);

    private readonly object _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private TimeSpan _elapsed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => s_start + Elapsed;

    public override long GetTimestamp() => Elapsed.Ticks;

    private TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
                return _elapsed;
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        lock (_gate)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time; what is due on the way goes off at its own instant.</summary>
    public void Advance(TimeSpan time)
    {
        var until = Elapsed + time;
        while (TakeDue(until) is { } timer)
            timer.GoOff();
        lock (_gate)
            _elapsed = until;
    }

    /// <summary>Waits until somebody waits for this instant, counted from now.</summary>
    public void AwaitTimer(TimeSpan after)
    {
        lock (_gate)
        {
            var due = _elapsed + after;
            while (!_timers.Exists(t => t.DueAt == due))
                Assert.True(Monitor.Wait(_gate, LiveThreads.SafetyTimeout), $"nobody waits for {after}");
        }
    }

    private ManualTimer? TakeDue(TimeSpan until)
    {
        lock (_gate)
        {
            if (_timers.Where(t => t.DueAt <= until).MinBy(t => t.DueAt) is not { } timer)
                return null;
            _elapsed = timer.DueAt!.Value;
            timer.DueAt = null;
            return timer;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action goOff) : ITimer
    {
        public TimeSpan? DueAt { get; set; }

        public void GoOff() => goOff();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : time._elapsed + dueTime;
                Monitor.PulseAll(time._gate);
            }

            return true;
        }

        public void Dispose() => DueAt = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
