using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>A timer of a process in virtual time. Its callback is a strand of its own, as a real timer's callback is pool work.</summary>
internal sealed class VirtualTimer(Incarnation owner, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private TimeSpan _period;
    private bool _isArmed;
    private bool _isDisposed;

    public Incarnation Owner => owner;

    public DateTimeOffset DueAt { get; private set; }

    public bool IsPeriodic => _period > TimeSpan.Zero;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
            return false;
        Disarm();
        _period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
        if (dueTime != Timeout.InfiniteTimeSpan && owner.IsAlive)
            Arm(dueTime);
        return true;
    }

    public void Dispose()
    {
        _isDisposed = true;
        Disarm();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>It is due: the callback joins those who wait for their turn. A process that is no more has no timers.</summary>
    public void GoOff()
    {
        Disarm();
        if (!owner.IsAlive)
            return;
        if (IsPeriodic)
            Arm(_period);
        owner.StartStrand(() =>
        {
            if (_context is null)
                callback(state);
            else
                ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).Call(), this);
        });
    }

    private void Call() => callback(state);

    private void Arm(TimeSpan dueTime)
    {
        DueAt = owner.Cluster.Now + dueTime;
        _isArmed = true;
        owner.World.Scheduler.Arm(this);
    }

    private void Disarm()
    {
        if (!_isArmed)
            return;
        _isArmed = false;
        owner.World.Scheduler.Disarm(this);
    }
}
