using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>Who would catch an exception on the calling thread.</summary>
internal static class CallStack
{
    /// <summary>
    /// Whether a strand of ours, the test, a task or an asynchronous method catches what is thrown here. On a thread of the program's own, in a
    /// raw timer or a raw piece of pool work nobody does, and the runtime would end the whole test run.
    /// </summary>
    public static bool HasNet(Scheduler scheduler) =>
        Actor.Current is JobStrand || scheduler.IsOnDriversThread || Array.Exists(new StackTrace().GetFrames(), IsNet);

    /// <summary>Keeps a thread that may neither go on nor throw, until the process ends.</summary>
    [DoesNotReturn]
    public static void StandStill()
    {
        Thread.CurrentThread.IsBackground = true;
        while (true)
            Thread.CurrentThread.Join();   // waits for itself
    }

    private static bool IsNet(StackFrame frame) =>
        frame.GetMethod()?.DeclaringType is { } type && (type == typeof(Task) || type.IsAssignableTo(typeof(IAsyncStateMachine)));
}
