using Confluent.Kafka;

namespace OffsetGuard.Testing.Tests.Clocks;

/// <summary>Threads whose failures reach the test, and that cannot hang it.</summary>
internal static class LiveThreads
{
    /// <summary>Nothing waits for this: it only ends a test that would hang.</summary>
    public static readonly TimeSpan SafetyTimeout = TimeSpan.FromSeconds(30);

    public static FakeKafka NewKafka(TimeProvider? time = null) =>
        new(new FakeKafkaOptions { Clock = time is null ? FakeClock.Live() : FakeClock.Live(time) });

    /// <summary>Runs on a thread of its own; the task tells how it ended.</summary>
    public static Task<T> Start<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static Task Start(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    public static Task<T> Safe<T>(this Task<T> task) => task.WaitAsync(SafetyTimeout);

    public static Task Safe(this Task task) => task.WaitAsync(SafetyTimeout);

    /// <summary>Members hear of a rebalance with their next heartbeat: soon.</summary>
    public static ConsumerConfig Brisk => new(World.Manual) { HeartbeatIntervalMs = 10 };
}
