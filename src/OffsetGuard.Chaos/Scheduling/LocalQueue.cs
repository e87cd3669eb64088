using System.Reflection;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>
/// The queue that a thread of the pool has for what it queues itself. Task.Wait takes work back out of it and runs it in line, unseen; while the
/// thread runs a strand it is put aside, and such work goes the way of all work.
/// </summary>
/// <remarks>A detail of the runtime. Where it is not as expected, work that was run in line is missed after a while (<see cref="PoolStrand.TryAbandon"/>).</remarks>
internal static class LocalQueue
{
    private static readonly FieldInfo? s_ofThisThread = Type.GetType("System.Threading.ThreadPoolWorkQueueThreadLocals")?
        .GetField("threadLocals", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);

    /// <summary>Puts the calling thread's queue aside.</summary>
    /// <returns>What <see cref="Attach"/> takes; null when there is none.</returns>
    public static object? Detach()
    {
        if (s_ofThisThread?.GetValue(null) is not { } queue)
            return null;
        s_ofThisThread.SetValue(null, null);
        return queue;
    }

    /// <summary>Gives the calling thread its queue back, before the pool looks for more work on it.</summary>
    public static void Attach(object? queue)
    {
        if (queue is not null)
            s_ofThisThread!.SetValue(null, queue);
    }
}
