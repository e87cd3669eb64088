using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>Keeps a session alive and tells members of a rebalance.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.classicGroupHeartbeat.</remarks>
internal sealed class HeartbeatHandler(GroupTable groups, ClassicCoordinator coordinator, MixedGroups mixed) : RequestHandler<HeartbeatRequest>
{
    protected override Decision Decide(in Call call, HeartbeatRequest request, DateTimeOffset now)
    {
        if (groups.Find(request.GroupId) is ConsumerGroup consumer)
            return mixed.Heartbeat(consumer, request, now);
        if (groups.Find(request.GroupId) is not ClassicGroup group)
            return Decision.Answer(new HeartbeatReply(ErrorCode.UnknownMemberId));

        var error = group.HeartbeatRefusal(request.Member);
        if (error is ErrorCode.None or ErrorCode.RebalanceInProgress)
            coordinator.KeepAlive(group, group.Find(request.Member.MemberId)!, now);
        return Decision.Answer(new HeartbeatReply(error));
    }
}
