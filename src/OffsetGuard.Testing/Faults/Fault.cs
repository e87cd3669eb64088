using System.Diagnostics;

namespace OffsetGuard.Testing.Faults;

/// <summary>One armed fault: which requests it is for, what it does to them, and how often it has.</summary>
/// <remarks>It meets one request unless <see cref="Times"/> or <see cref="Always"/> says otherwise.</remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Fault
{
    private int _matchedCount;
    private int _takenCount;
    private int? _timesMax = 1;

    internal Fault(FaultScope scope, FaultEffect effect, string armedAt) => (Scope, Effect, ArmedAt) = (scope, effect, armedAt);

    /// <summary>How many messages it has met so far.</summary>
    public int FiredCount { get; private set; }

    /// <summary>Whether it can still meet a request.</summary>
    public bool IsArmed { get; private set; } = true;

    /// <summary>Whether it has met as many messages as it was armed for; at least one, when it was armed for all.</summary>
    public bool HasFired => FiredCount >= (_timesMax ?? 1);

    internal FaultScope Scope { get; }

    internal FaultEffect Effect { get; }

    /// <summary>The place in the source that armed it.</summary>
    internal string ArmedAt { get; }

    /// <summary>Arms the fault for so many requests in a row.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>This fault.</returns>
    public Fault Times(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        _timesMax = count;
        return this;
    }

    /// <summary>Arms the fault for every request from now on, until it is disarmed.</summary>
    /// <returns>This fault.</returns>
    public Fault Always()
    {
        _timesMax = null;
        return this;
    }

    /// <summary>Ends the fault. What it has delayed still arrives; <see cref="FaultPlan.AssertAllFired"/> no longer asks for it.</summary>
    public void Disarm() => IsArmed = false;

    /// <inheritdoc/>
    public override string ToString()
    {
        var times = _timesMax is { } count ? $" of {count}" : "";
        return $"{Scope}: {Effect.Text}; fired {FiredCount}{times}{(IsArmed ? "" : ", disarmed")}";
    }

    /// <summary>Counts a request that is in the scope.</summary>
    /// <returns>Whether it is this fault's turn.</returns>
    internal bool IsDue() => ++_matchedCount >= Scope.Occurrence && (_timesMax is null || _takenCount < _timesMax);

    /// <summary>The request is this fault's, which may not yet show.</summary>
    internal void Take() => _takenCount++;

    internal void Fire() => FiredCount++;
}
