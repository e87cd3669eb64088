namespace OffsetGuard.Broker.Groups;

/// <summary>The states of a group. Apache Kafka: ClassicGroupState, ConsumerGroup.ConsumerGroupState.</summary>
internal enum GroupState
{
    /// <summary>No members; may still have committed offsets.</summary>
    Empty,

    /// <summary>Classic: waiting for the members to (re)join.</summary>
    PreparingRebalance,

    /// <summary>Classic: all have joined; waiting for the leader's assignment.</summary>
    CompletingRebalance,

    /// <summary>Consumer: members or topics have changed; a new target is due.</summary>
    Assigning,

    /// <summary>Consumer: members are on the way to their target.</summary>
    Reconciling,

    /// <summary>Every member owns what it is to own.</summary>
    Stable,

    /// <summary>Does not exist, or not any more.</summary>
    Dead,
}
