namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>How the first join of an empty group is held open.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.tryCompleteInitialRebalanceElseSchedule.</remarks>
internal sealed class JoinHold(TimeSpan remaining)
{
    /// <summary>By how much it may still be extended: the whole wait is at most the rebalance timeout.</summary>
    public TimeSpan Remaining { get; set; } = remaining;

    /// <summary>Somebody came since it was last extended.</summary>
    public bool HasNewMember { get; set; }
}
