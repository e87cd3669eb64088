namespace OffsetGuard.Chaos.Checking;

/// <summary>A broken promise about one record.</summary>
/// <param name="Property">Which promise.</param>
/// <param name="Group">The consumer group.</param>
/// <param name="Partition">The partition.</param>
/// <param name="Offset">The offset of the record.</param>
internal sealed record Violation(Property Property, string Group, TopicPartition Partition, long Offset);

/// <summary>The promises that are checked, the worst to break first.</summary>
internal enum Property
{
    /// <summary>Every record is processed at least once: no loss.</summary>
    NoLoss,

    /// <summary>When faults stop, everything is processed in the end.</summary>
    Progress,

    /// <summary>Without a fault, nothing is processed twice.</summary>
    GratuitousDuplicates,

    /// <summary>No offset is committed before everything below it is processed.</summary>
    CommitAhead,

    /// <summary>In the end, the committed offset is the next one to read.</summary>
    FinalCommitExact,
}
