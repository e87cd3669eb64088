using System.Diagnostics;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>
/// What is awaited goes on as a strand of the process, and what blocks gives the token up: a lock, a semaphore or <c>Task.Result</c> waits for
/// others of the same world, who need the token to set it.
/// </summary>
internal sealed class ProcessSynchronizationContext : SynchronizationContext
{
    private const int FramesOfAWait = 4;

    private readonly Incarnation _owner;

    public ProcessSynchronizationContext(Incarnation owner)
    {
        _owner = owner;
        SetWaitNotificationRequired();
    }

    public override SynchronizationContext CreateCopy() => this;

    public override void Post(SendOrPostCallback d, object? state) => _owner.StartStrand(() => d(state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override int Wait(IntPtr[] waitHandles, bool waitAll, int millisecondsTimeout)
    {
        if (Actor.Current is not Strand strand || Actor.IsInside)
            return WaitHelper(waitHandles, waitAll, millisecondsTimeout);
        var until = millisecondsTimeout < 0 ? DateTimeOffset.MaxValue : _owner.Cluster.Now + RoundedUp(millisecondsTimeout);
        var result = WaitHelper(waitHandles, waitAll, IsForALock() ? (int)strand.Scheduler.PatienceForLocks(strand).TotalMilliseconds : 0);
        while (result == WaitHandle.WaitTimeout && _owner.Cluster.Now < until)
        {
            _owner.Block(strand, until);
            result = WaitHelper(waitHandles, waitAll, 0);
        }

        strand.Scheduler.NoteProgress();
        return result;
    }

    /// <summary>
    /// Whether it is a lock that is waited for, and not an event. Threads of other worlds, and of the runtime itself, hold locks for an instant
    /// (a resource is loaded when an exception is thrown): were the token given up for one of those, the run would depend on them.
    /// </summary>
    private static bool IsForALock()
    {
        Actor.GoIn();
        var frames = new StackTrace(skipFrames: 2, fNeedFileInfo: false).GetFrames();
        Actor.GoOut();
        return !frames.Take(FramesOfAWait).Any(f => f.GetMethod() is { } method
            && (method.DeclaringType == typeof(WaitHandle) || (method.DeclaringType == typeof(Monitor) && method.Name.Contains("Wait", StringComparison.Ordinal))
                || (method.DeclaringType == typeof(Thread) && method.Name == nameof(Thread.Join))));
    }

    /// <summary>
    /// SemaphoreSlim, ManualResetEventSlim and others measure in real time how long they have spun, and wait for the rest only. Rounded up to 100,
    /// 200, 500 ms, 1, 2, 5 s and so on, the rest is the same each time.
    /// </summary>
    private static TimeSpan RoundedUp(int milliseconds)
    {
        if (milliseconds == 0)
            return TimeSpan.Zero;
        var magnitude = 100L;
        while (milliseconds > magnitude * 10)
            magnitude *= 10;
        var factor = milliseconds <= magnitude ? 1 : milliseconds <= magnitude * 2 ? 2 : milliseconds <= magnitude * 5 ? 5 : 10;
        return TimeSpan.FromMilliseconds(magnitude * factor);
    }
}
