namespace OffsetGuard.Broker.History;

/// <summary>How much of what happens is kept.</summary>
internal enum HistoryDetail
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>What changed something, and what was refused.</summary>
    Changes,

    /// <summary>Heartbeats, metadata and idle fetches too.</summary>
    EveryRequest,
}
