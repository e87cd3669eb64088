namespace OffsetGuard.Broker.Groups;

/// <summary>The states of a classic group. Apache Kafka: ClassicGroupState.</summary>
internal enum GroupState
{
    /// <summary>No members; may still have committed offsets.</summary>
    Empty,

    /// <summary>Waiting for the members to (re)join.</summary>
    PreparingRebalance,

    /// <summary>All have joined; waiting for the leader's assignment.</summary>
    CompletingRebalance,

    /// <summary>Every member knows what it owns.</summary>
    Stable,

    /// <summary>Does not exist, or not any more.</summary>
    Dead,
}
