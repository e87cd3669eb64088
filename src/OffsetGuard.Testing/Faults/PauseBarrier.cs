using System.Diagnostics;
using OffsetGuard.Broker.Simulation;

namespace OffsetGuard.Testing.Faults;

/// <summary>Messages that wait until the test lets them go on.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class PauseBarrier : IDisposable
{
    private readonly FaultPlan _plan;
    private readonly Gate _gate;

    internal PauseBarrier(FaultPlan plan, Fault fault, Gate gate) => (_plan, Fault, _gate) = (plan, fault, gate);

    /// <summary>The fault that holds the messages.</summary>
    public Fault Fault { get; }

    /// <summary>Whether a message has come here.</summary>
    public bool IsReached => Fault.FiredCount > 0;

    /// <summary>How many messages wait at this moment.</summary>
    public int HeldCount => _gate.HeldCount;

    /// <summary>Lets all go on in the order in which they came, and holds none from now on.</summary>
    public void Release() => _plan.Release(Fault, _gate);

    /// <summary>The same as <see cref="Release"/>.</summary>
    public void Dispose() => Release();

    /// <inheritdoc/>
    public override string ToString() => $"{Fault.Scope}: {HeldCount} held";
}
