using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Exploration;

/// <summary>A place where the process can be killed, and what would be left of the world then.</summary>
/// <param name="Taken">The step.</param>
/// <param name="Side">Before or after it.</param>
/// <param name="StepIndex">The number of the step in its run.</param>
/// <param name="Fingerprint">Equal for two places after which everything goes on the same way; null when that cannot be told.</param>
internal readonly record struct CrashPoint(TakenStep Taken, Side Side, int StepIndex, ulong? Fingerprint);

/// <summary>
/// The places of a run where a kill makes a difference, with what would be left: the cluster, the durable stores, and what the checkers
/// know. What a dead process had in memory is gone, so equal remains have equal futures.
/// </summary>
/// <remarks>Sound for programs that are deterministic and keep nothing outside of the world, in worlds where nobody else is alive.</remarks>
internal sealed class CrashPoints(World world)
{
    private readonly List<CrashPoint> _points = [];
    private (long, DateTimeOffset, int)? _last;
    private ulong _lastFingerprint;

    public IReadOnlyList<CrashPoint> All => _points;

    public void Note(in TakenStep taken, Side side)
    {
        if (taken.Kind == StepKind.Delivery || (_points.Count > 0 && _points[^1].Taken.Step == taken.Step && _points[^1].Side == side))
            return;
        _points.Add(new CrashPoint(taken, side, world.Faults.Steps.Count - 1, FingerprintIfKilled()));
    }

    private ulong? FingerprintIfKilled()
    {
        if (world.HasInvariants)
            return null;   // they look at what nobody here can see
        if (world.Scheduler.Incarnations.Count(i => i.IsAlive) != 1 || world.Scheduler.HasRestarts || world.Scheduler.HasPlans)
            return null;
        var now = (world.Cluster.EventCount, world.Cluster.Now, world.History.DurableCount);
        if (now != _last)
            (_last, _lastFingerprint) = (now, world.FingerprintIfKilled());   // between two of them the program often only went on to its next step
        return _lastFingerprint;
    }
}
