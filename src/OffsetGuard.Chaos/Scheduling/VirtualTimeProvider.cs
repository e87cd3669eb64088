using OffsetGuard.Broker.Simulation;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Scheduling;

/// <summary>
/// Virtual time for a process: <c>Task.Delay(.., TimeProvider)</c>, <c>PeriodicTimer</c>, <c>CancellationTokenSource(.., TimeProvider)</c>
/// cost no real time and go off at the same instant in every run.
/// </summary>
internal sealed class VirtualTimeProvider(Incarnation owner) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => owner.Cluster.Now + owner.ClockSkew;

    /// <summary>Monotonic: a clock that jumps does not move it.</summary>
    public override long GetTimestamp() => (owner.Cluster.Now - SimulatedCluster.Epoch).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(owner, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
