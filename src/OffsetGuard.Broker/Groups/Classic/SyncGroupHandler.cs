using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>Takes the leader's assignment and gives each member its part.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.classicGroupSync.</remarks>
internal sealed class SyncGroupHandler(GroupTable groups, ClassicCoordinator coordinator, MixedGroups mixed) : RequestHandler<SyncGroupRequest>
{
    protected override Decision Decide(in Call call, SyncGroupRequest request, DateTimeOffset now)
    {
        if (groups.Find(request.GroupId) is ConsumerGroup consumer)
            return mixed.Sync(consumer, request);
        if (groups.Find(request.GroupId) is not ClassicGroup group)
            return Refuse(ErrorCode.UnknownMemberId);
        if (group.StampRefusal(request.Member) is var error and not ErrorCode.None)
            return Refuse(error);

        var member = group.Find(request.Member.MemberId)!;
        switch (group.State)
        {
            case GroupState.CompletingRebalance:
                member.ParkedSync = call;
                member.HasSynced = true;
                if (member.Id == group.LeaderId)
                    coordinator.Assign(group, request.Assignments, now);
                return Decision.Park;
            case GroupState.Stable:
                member.HasSynced = true;
                coordinator.KeepAlive(group, member, now);
                return Decision.Answer(new SyncGroupReply(ErrorCode.None, member.Assignment));
            case GroupState.PreparingRebalance:
                return Refuse(ErrorCode.RebalanceInProgress);
            default:
                return Refuse(ErrorCode.UnknownMemberId);
        }
    }

    private static Decision Refuse(ErrorCode error) => Decision.Answer(new SyncGroupReply(error, []));
}
