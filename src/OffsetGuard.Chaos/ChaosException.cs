namespace OffsetGuard.Chaos;

/// <summary>A chaos test failed: a promise was broken, or the test itself cannot work. The message says which and what to do.</summary>
public sealed class ChaosException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, why, and the next step.</param>
    public ChaosException(string message)
        : base(message)
    {
    }

    internal ChaosException(string message, string property, string replay)
        : base(message)
    {
        Property = property;
        Replay = replay;
    }

    /// <summary>How many schedules were run until exploration ended; 0 when the test itself failed.</summary>
    public int ScheduleCount { get; internal init; }

    /// <summary>How many faults the shortest schedule needs that breaks the promise.</summary>
    public int FaultCount { get; internal init; }

    /// <summary>The promise that was broken, for example <c>at-least-once</c>; null when the test itself failed.</summary>
    public string? Property { get; }

    /// <summary>What <see cref="Chaos.Replay"/> takes to run exactly this schedule again; null when the test itself failed.</summary>
    public string? Replay { get; }
}
