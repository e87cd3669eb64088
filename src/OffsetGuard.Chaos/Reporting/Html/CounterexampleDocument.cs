namespace OffsetGuard.Chaos.Reporting.Html;

/// <summary>A counterexample as data: what the page is made of. Offsets are given by step, each step names only what it changed.</summary>
internal sealed record CounterexampleDocument
{
    /// <summary>The broken promise, for example <c>at-least-once</c>.</summary>
    public required string Property { get; init; }

    /// <summary>What the text begins with, its reason and its last line.</summary>
    public required Account Account { get; init; }

    /// <summary>How much was explored, or null when one schedule was replayed.</summary>
    public string? Explored { get; init; }

    /// <summary>The record that the promise was broken for.</summary>
    public required DocumentSubject Subject { get; init; }

    /// <summary>The lives of the processes, those of one process side by side.</summary>
    public required IReadOnlyList<DocumentLane> Lanes { get; init; }

    /// <summary>The partitions that held a record or a commit, that of the subject first.</summary>
    public required IReadOnlyList<DocumentPartition> Partitions { get; init; }

    /// <summary>What happened, in order; the last step is the end of the run.</summary>
    public required IReadOnlyList<DocumentStep> Steps { get; init; }
}

/// <summary>The record that a promise was broken for.</summary>
/// <remarks>Its partition is the first one.</remarks>
/// <param name="Group">The group that broke the promise.</param>
/// <param name="Offset">Its offset.</param>
/// <param name="Name">As the headline names it.</param>
/// <param name="Mark">One or two words that stand wherever the record is shown.</param>
internal sealed record DocumentSubject(string Group, long Offset, string Name, string Mark);

/// <summary>One life of one process.</summary>
/// <param name="Name">For example <c>worker #2</c>.</param>
/// <param name="FirstStep">Where it begins.</param>
/// <param name="LastStep">Where it ends, or null when it outlives the run.</param>
internal sealed record DocumentLane(string Name, int FirstStep, int? LastStep);

/// <summary>One partition.</summary>
/// <param name="Name">For example <c>orders[0]</c>.</param>
/// <param name="Records">Every record that was ever seen in it, in the order of <see cref="DocumentRecord.Since"/>.</param>
internal sealed record DocumentPartition(string Name, IReadOnlyList<DocumentRecord> Records);

/// <summary>A record or a marker; another one of the same offset and a later step replaces it.</summary>
/// <param name="Since">The step from which on it is there.</param>
/// <param name="Offset">Its offset.</param>
/// <param name="Key">Its key as text, shortened; null without one.</param>
/// <param name="Kind">Null for an ordinary record, or what it is to a transaction.</param>
internal sealed record DocumentRecord(int Since, long Offset, string? Key, string? Kind);
