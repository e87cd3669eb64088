namespace OffsetGuard.Analyzers.Flow.Records;

/// <summary>What a value holds of the followed record.</summary>
[Flags]
internal enum Carried
{
    Nothing = 0,

    /// <summary>The record itself, its message, or something made of them.</summary>
    Record = 1,

    /// <summary>Topic, partition, length, time: passing it on processes nothing.</summary>
    Place = 2,

    /// <summary>The record's own offset.</summary>
    Offset = 4,

    /// <summary>The offset behind the record, which is the one to commit.</summary>
    NextOffset = 8,

    /// <summary>An offset behind the next one: it would skip a record.</summary>
    BeyondNextOffset = 16,

    /// <summary>A task at whose end the record is processed.</summary>
    Task = 32,

    /// <summary>An enumeration that has not come to the record yet, but will.</summary>
    Unseen = 64,

    Coordinates = Place | Offset | NextOffset | BeyondNextOffset,
}
