namespace OffsetGuard.Broker.Simulation;

/// <summary>Who a client is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="GroupId">Its consumer group, or null.</param>
internal readonly record struct ClientName(string Name, string? GroupId);
