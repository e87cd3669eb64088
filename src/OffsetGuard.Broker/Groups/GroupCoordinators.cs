using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.History;

namespace OffsetGuard.Broker.Groups;

/// <summary>Finds the coordinator that is right for a group.</summary>
internal sealed class GroupCoordinators(GroupTable groups, ClassicCoordinator classic, ConsumerCoordinator consumer)
{
    public IGroupCoordinator Of(Group group) => group switch
    {
        ClassicGroup => classic,
        ConsumerGroup => consumer,
        _ => throw new InvariantException($"There is no coordinator for {group}."),
    };

    public void ExpireMember(string groupId, string memberId, MemberExit exit, DateTimeOffset now)
    {
        if (groups.Find(groupId) is { } group)
            Of(group).ExpireMember(group, memberId, exit, now);
    }
}
