namespace OffsetGuard.Chaos.Scheduling;

/// <summary>Somebody who may hold the world's one token: a strand of a process, or the driver of the run.</summary>
internal abstract class Actor(Scheduler scheduler)
{
    private readonly SemaphoreSlim _turn = new(0);

    [ThreadStatic]
    private static Actor? s_current;

    [ThreadStatic]
    private static int s_depth;

    /// <summary>Who runs on the calling thread; null on a thread that no world knows.</summary>
    public static Actor? Current
    {
        get => s_current;
        set => s_current = value;
    }

    /// <summary>
    /// Whether the calling thread is inside of a call to the world, or of the scheduler: what it waits for there is none of the program's
    /// business, and no reason to give the token up.
    /// </summary>
    public static bool IsInside => s_depth > 0;

    public Scheduler Scheduler { get; } = scheduler;

    /// <summary>A call to the world begins.</summary>
    public static void GoIn() => s_depth++;

    /// <summary>The call returns to the program.</summary>
    public static void GoOut() => s_depth = Math.Max(0, s_depth - 1);

    /// <summary>The program runs inside of a call: a handler.</summary>
    /// <returns>What <see cref="GoBackIn"/> takes when it has run.</returns>
    public static int GoOutForAHandler() => (s_depth, s_depth = 0).Item1;

    public static void GoBackIn(int depth) => s_depth = depth;

    public virtual void GiveTurn() => _turn.Release();

    public void AwaitTurn() => AwaitTurn(Timeout.InfiniteTimeSpan);

    /// <summary>Waits in real time; false when nobody gave the turn back in time.</summary>
    public bool AwaitTurn(TimeSpan realTime)
    {
        // Whoever waits for its turn is nobody, and does not wait in the way of the program: that would give up a token that it does not have.
        var (current, context) = (s_current, SynchronizationContext.Current);
        s_current = null;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return _turn.Wait(realTime);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
            s_current = current;
        }
    }
}

/// <summary>The test's own thread: it runs before the first and after the last step of a world.</summary>
internal sealed class Driver(Scheduler scheduler) : Actor(scheduler);
