using OffsetGuard.Chaos.Reporting;

namespace OffsetGuard.Chaos.Checking;

/// <summary>A broken promise about one record. Where it is about a process, the record is the one that the process was last given.</summary>
/// <param name="Promise">Which promise; null for an invariant of the test itself.</param>
/// <param name="Group">The consumer group.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset of the record.</param>
internal sealed record Violation(Promise? Promise, string Group, TopicPartition Partition, long Offset)
{
    /// <summary>The event that broke it, by its place in the history; null when it shows only at rest.</summary>
    public int? EventIndex { get; init; }

    /// <summary>The processes work without end; the record is the one that was given last.</summary>
    public bool NeverRests { get; init; }

    /// <summary>What an invariant of the test says.</summary>
    public InvariantBreach? Breach { get; init; }

    /// <summary>What it is called in reports.</summary>
    public string Id => Breach?.Name ?? PromiseNames.IdOf(Promise!.Value);

    /// <summary>The lower, the worse; the invariants of the test come first.</summary>
    public int Rank => Promise is { } promise ? (int)promise : -1;
}

/// <summary>An invariant of the test does not hold.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">What it says is broken.</param>
internal sealed record InvariantBreach(string Name, string Text);
