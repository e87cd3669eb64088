using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>
/// Makes the thread pool part of the schedule without a change to the code that uses it. Queueing and taking of work is reported by the
/// runtime on the very thread that does it (<see cref="PoolEvents"/>), so that taking can wait; when a piece of work ends is told by the
/// notifications of an <see cref="AsyncLocal{T}"/>.
/// </summary>
internal static class ThreadPoolGate
{
    /// <summary>What runs on a pool thread between the taking of a piece of work and its end.</summary>
    private static readonly object s_atWork = new();
    private static readonly AsyncLocal<object?> s_ambient = new(OnChanged);
    private static readonly ExpectedWork s_expected = new();
    private static readonly Lazy<PoolEvents?> s_events = new(Listen);

    /// <summary>Begins to control the pool, once for the operating system's process.</summary>
    /// <returns>Whether this runtime reports what the gate needs. Otherwise the pool stays outside, and clients refuse its threads.</returns>
    public static bool Open() => s_events.Value is not null;

    /// <summary>The process that the calling thread works for. It flows into whatever that work starts.</summary>
    public static object? Ambient
    {
        get => s_ambient.Value;
        set => s_ambient.Value = value;
    }

    /// <summary>The calling thread has queued work to the pool.</summary>
    public static void OnEnqueued(int item)
    {
        if (Actor.Current is not { } actor)
            return;
        var strand = new PoolStrand(actor.Scheduler, (actor as Strand)?.Owner);
        actor.Scheduler.Add(strand);
        s_expected.Add(item, strand);
    }

    /// <summary>The calling pool thread has taken work and is about to do it.</summary>
    public static void OnDequeued(int item)
    {
        LeaveLast();   // its end was not told
        if (s_expected.Take(item) is not { } strand || !strand.TryArrive())
            return;
        Actor.Current = strand;
        Actor.GoBackIn(0);
        s_ambient.Value = s_atWork;
    }

    /// <summary>Must not throw: the runtime would end the process.</summary>
    private static void OnChanged(AsyncLocalValueChangedArgs<object?> change)
    {
        if (!change.ThreadContextChanged)
            return;
        switch (change.CurrentValue)
        {
            case Incarnation entered when Actor.Current is PoolStrand strand:
                strand.Adopt(entered);
                break;
            case Incarnation entered when Actor.Current is null:
                entered.OnForeignThread();
                break;
            case null when Actor.Current is PoolStrand && SynchronizationContext.Current is null && Task.CurrentId is null:
                LeaveLast();   // the pool has taken its thread back, and will tell no more
                break;
            case null when Actor.Current is PoolStrand:
                s_ambient.Value = s_atWork;   // the work has left its context, and a task has still to tell others that it is done
                break;
        }
    }

    private static void LeaveLast()
    {
        if (Actor.Current is not PoolStrand strand)
            return;
        Actor.Current = null;
        strand.Leave();
    }

    private static PoolEvents? Listen()
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(Math.Max(workers, 64), completions);   // threads that wait at the gate are no sign of a busy pool
        return PoolEvents.Listen();
    }
}
