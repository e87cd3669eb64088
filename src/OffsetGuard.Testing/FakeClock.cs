using OffsetGuard.Broker;
using OffsetGuard.Testing.Hosting;

namespace OffsetGuard.Testing;

/// <summary>Whose time a <see cref="FakeKafka"/> runs in, and how many threads may use it.</summary>
public abstract class FakeClock
{
    private FakeClock()
    {
    }

    /// <summary>
    /// Virtual time that moves when a call waits or the test calls <see cref="FakeKafka.AdvanceTime"/>: waiting five minutes costs
    /// microseconds, and the same calls give the same results. One thread at a time. The default.
    /// </summary>
    public static FakeClock Stepped { get; } = new SteppedClock();

    /// <summary>
    /// Real time: a call that waits really waits, timers go off by themselves, and any number of threads may use one cluster. For
    /// programs with threads of their own, such as hosted services. What happens first is up to the machine.
    /// </summary>
    public static FakeClock Live() => Live(LiveHost.RealTime);

    /// <summary>As <see cref="Live()"/>, in the time of somebody else, for example one that the test moves.</summary>
    /// <param name="time">Its timestamps and timers are used; its wall clock only once, for the time at which the cluster begins.</param>
    public static FakeClock Live(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new LiveClock(time);
    }

    internal abstract IClientHost NewHost(FakeKafkaOptions options);

    private sealed class SteppedClock : FakeClock
    {
        internal override IClientHost NewHost(FakeKafkaOptions options) =>
            new SteppedHost(new(options.Cluster, new RotatingChoice()), options);
    }

    private sealed class LiveClock(TimeProvider time) : FakeClock
    {
        internal override IClientHost NewHost(FakeKafkaOptions options) =>
            new LiveHost(time, options.Cluster, new RotatingChoice());
    }
}
