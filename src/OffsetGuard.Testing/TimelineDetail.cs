namespace OffsetGuard.Testing;

/// <summary>How much of what happens a <see cref="FakeKafka"/> keeps for its timeline.</summary>
public enum TimelineDetail
{
    /// <summary>Nothing: the timeline is empty.</summary>
    None,

    /// <summary>What changed something, what an application was handed, and what was refused or lost.</summary>
    Changes,

    /// <summary>Also what changed nothing: heartbeats, metadata, idle fetches, the steps of a join.</summary>
    EveryRequest,
}
