using OffsetGuard.Broker.Groups.Classic;

namespace OffsetGuard.Broker.Groups;

/// <summary>Finds the coordinator that is right for a group.</summary>
internal sealed class GroupCoordinators(GroupTable groups, ClassicCoordinator classic)
{
    public IGroupCoordinator Of(Group group) => group switch
    {
        ClassicGroup => classic,
        _ => throw new InvariantException($"There is no coordinator for {group}."),
    };

    public void ExpireSession(string groupId, string memberId, DateTimeOffset now)
    {
        if (groups.Find(groupId) is { } group)
            Of(group).ExpireSession(group, memberId, now);
    }
}
