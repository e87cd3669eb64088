using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>Removes a member; the others rebalance.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.classicGroupLeave.</remarks>
internal sealed class LeaveGroupHandler(GroupTable groups, ClassicCoordinator coordinator, MixedGroups mixed) : RequestHandler<LeaveGroupRequest>
{
    protected override Decision Decide(in Call call, LeaveGroupRequest request, DateTimeOffset now)
    {
        if (groups.Find(request.GroupId) is ConsumerGroup consumer)
            return mixed.Leave(consumer, request, now);
        if (groups.Find(request.GroupId) is not ClassicGroup group)
            return Decision.Answer(new LeaveGroupReply(ErrorCode.UnknownMemberId));
        if (coordinator.BreakPromise(group, request.MemberId, now))
            return Decision.Answer(new LeaveGroupReply(ErrorCode.None));
        if (group.MemberRefusal(request.MemberId, request.InstanceId) is var error and not ErrorCode.None)
            return Decision.Answer(new LeaveGroupReply(error));

        coordinator.RemoveMember(group, group.Find(request.MemberId)!, MemberExit.Left, now);
        return Decision.Answer(new LeaveGroupReply(ErrorCode.None));
    }
}
