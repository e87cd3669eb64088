namespace OffsetGuard.Broker.Groups;

/// <summary>One line of a list of groups.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="Kind">By which protocol it assigns.</param>
/// <param name="State">Its state.</param>
/// <param name="ProtocolType">"consumer", or empty for a group that only stores offsets.</param>
internal sealed record ListedGroup(string GroupId, GroupKind Kind, GroupState State, string ProtocolType);
