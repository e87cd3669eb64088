using System.Text.Json.Serialization;

namespace OffsetGuard.Chaos.Reporting.Html;

/// <summary>One row: something that happened, and the offsets it moved.</summary>
internal sealed record DocumentStep
{
    /// <summary>Virtual time since the world began, as the text says it.</summary>
    public required string Time { get; init; }

    /// <summary>Virtual time since the world began, in milliseconds.</summary>
    public required double AtMs { get; init; }

    /// <summary>What kind of thing it was; decides only over colour and sign.</summary>
    public required Act Act { get; init; }

    /// <summary>In words.</summary>
    public required string Text { get; init; }

    /// <summary>Index of the life that did it; null when it was the cluster or the test.</summary>
    public int? Lane { get; init; }

    /// <summary>The group it was done for, when it was one.</summary>
    public string? Group { get; init; }

    /// <summary>Index of the partition it was done to, when it was one.</summary>
    public int? Partition { get; init; }

    /// <summary>The offset of the record, or the first one of several, when it was about records.</summary>
    public long? Offset { get; init; }

    /// <summary>File and line of the call, when they are known.</summary>
    public string? Site { get; init; }

    /// <summary>What is wrong with this very step; one step has it, or none.</summary>
    public string? Fault { get; init; }

    /// <summary>It is one of the few steps that the text shows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsKey { get; init; }

    /// <summary>It is about the record that the promise was broken for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSubject { get; init; }

    /// <summary>Which offsets are others than before.</summary>
    public IReadOnlyList<OffsetChange>? Changes { get; init; }
}

/// <summary>What kind of thing happened; a kind of event that is not listed here is <see cref="Other"/>.</summary>
internal enum Act
{
    /// <summary>Told by its text alone.</summary>
    Other,

    /// <summary>A life begins.</summary>
    Start,

    /// <summary>A life ends in order.</summary>
    Stop,

    /// <summary>A life ends by a fault or a failure.</summary>
    Kill,

    /// <summary>A record is handed to the application.</summary>
    Deliver,

    /// <summary>The effect of a record is durable.</summary>
    Process,

    /// <summary>An offset is committed.</summary>
    Commit,

    /// <summary>Records are appended.</summary>
    Append,

    /// <summary>The run is over.</summary>
    End,
}
