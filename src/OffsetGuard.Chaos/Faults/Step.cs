using OffsetGuard.Chaos.Worlds;

namespace OffsetGuard.Chaos.Faults;

/// <summary>What kind of thing a process does at a step; it decides which faults can strike there.</summary>
internal enum StepKind
{
    /// <summary>Consume is about to return a record.</summary>
    Delivery,

    /// <summary>The effect of a record becomes durable.</summary>
    Processing,

    /// <summary>A commit of offsets, by the application or by the client.</summary>
    Commit,

    /// <summary>A batch of records.</summary>
    Production,

    /// <summary>Offsets become part of a transaction.</summary>
    TransactionOffsets,

    /// <summary>A transaction ends.</summary>
    TransactionEnd,

    /// <summary>A write to a durable store.</summary>
    Write,

    /// <summary>A place that the program has named.</summary>
    Mark,
}

/// <summary>Where a fault strikes: the step happens or it does not.</summary>
internal enum Side
{
    /// <summary>The step does not happen.</summary>
    Before,

    /// <summary>The step has happened, and its caller does not know it yet.</summary>
    After,
}

/// <summary>Something that a process does and the world sees, named so that the name survives edits of the program.</summary>
/// <param name="Process">Who does it.</param>
/// <param name="Label">What it does, for example <c>Commit(orders[0]→3)</c>.</param>
/// <param name="Occurrence">The how-manieth step of that process with that label, from 1.</param>
internal readonly record struct Step(string Process, string Label, int Occurrence)
{
    public override string ToString() => $"{Process} {Label}#{Occurrence}";
}

/// <summary>A step that was taken in a run.</summary>
/// <param name="Step">Which one.</param>
/// <param name="Kind">What kind of step.</param>
/// <param name="Process">The process, with what is known of its clients.</param>
/// <param name="HasRivals">Whether somebody else could have gone on instead: another process, or another thread of the same one.</param>
internal readonly record struct TakenStep(Step Step, StepKind Kind, ProcessDefinition Process, bool HasRivals)
{
    /// <summary>The partition that it is about; null when it is about none, or several.</summary>
    public TopicPartition? Partition { get; init; }

    /// <summary>The group that it is about, or null.</summary>
    public string? Group { get; init; }

    /// <summary>How many brokers there are.</summary>
    public int BrokerCount { get; init; }
}
