using OffsetGuard.Broker.Groups.Consumer;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Classic;

/// <summary>Takes a member into a group. The call is parked until all members are here.</summary>
/// <remarks>
/// Apache Kafka: GroupMetadataManager.classicGroupJoin. A new member first gets an id and joins again with it (KIP-394), unless it is
/// static (KIP-345).
/// </remarks>
internal sealed class JoinGroupHandler(GroupTable groups, ClassicCoordinator coordinator, MixedGroups mixed, ClusterOptions options)
    : RequestHandler<JoinGroupRequest>
{
    protected override Decision Decide(in Call call, JoinGroupRequest request, DateTimeOffset now)
    {
        if (request.SessionTimeout < options.SessionTimeoutMin || request.SessionTimeout > options.SessionTimeoutMax)
            return Refuse(ErrorCode.InvalidSessionTimeout, request);

        if (groups.Find(request.GroupId) is ConsumerGroup { MemberCount: > 0 } inhabited)
            return mixed.Join(inhabited, request, now);
        if (groups.Find(request.GroupId) is ConsumerGroup vacant)
            mixed.Vacate(vacant, now);

        var group = groups.GetOrAddClassic(request.GroupId);
        if (!group.Accepts(request, group.FindStatic(request.InstanceId)?.Id ?? request.MemberId))
            return Refuse(ErrorCode.InconsistentGroupProtocol, request);
        if (!group.HasRoomFor(request.MemberId, options.GroupMemberCountMax))
        {
            coordinator.BreakPromise(group, request.MemberId, now);
            return Decision.Answer(JoinGroupReply.Refuse(ErrorCode.GroupMaxSizeReached, ""));
        }

        if (request.MemberId.Length > 0)
            return JoinKnown(call, group, request, now);
        return request.InstanceId is null
            ? Decision.Answer(JoinGroupReply.Refuse(ErrorCode.MemberIdRequired, coordinator.PromiseMember(group, request, now)))
            : JoinStatic(call, group, request, now);
    }

    private Decision JoinKnown(in Call call, ClassicGroup group, JoinGroupRequest request, DateTimeOffset now)
    {
        if (group.TakePromise(request.MemberId))
            return Add(call, group, request.MemberId, request, now);
        if (group.MemberRefusal(request.MemberId, request.InstanceId) is var error and not ErrorCode.None)
            return Refuse(error, request);
        return Rejoin(call, group, group.Find(request.MemberId)!, request, now);
    }

    /// <summary>A static member without an id is new, or has come back within its session.</summary>
    /// <remarks>Apache Kafka: updateStaticMemberThenRebalanceOrCompleteJoin.</remarks>
    private Decision JoinStatic(in Call call, ClassicGroup group, JoinGroupRequest request, DateTimeOffset now)
    {
        if (group.FindStatic(request.InstanceId) is not { } former)
            return Add(call, group, coordinator.NextMemberId(request), request, now);

        var member = coordinator.Replace(group, former, request);
        coordinator.KeepAlive(group, member, now);
        if (group.State == GroupState.Stable && group.ProtocolName == group.ElectProtocol())
        {
            coordinator.Write(group, now);
            return Decision.Answer(ClassicCoordinator.ReplyTo(member, group) with { Members = [] });   // the assignment stands
        }

        member.ParkedJoin = call;
        coordinator.Rebalance(group, now);
        return Decision.Park;
    }

    private Decision Add(in Call call, ClassicGroup group, string memberId, JoinGroupRequest request, DateTimeOffset now)
    {
        coordinator.Admit(group, new ClassicMember(memberId, request) { ParkedJoin = call }, now);
        return Decision.Park;
    }

    private Decision Rejoin(in Call call, ClassicGroup group, ClassicMember member, JoinGroupRequest request, DateTimeOffset now)
    {
        var isStableFollower = group.State == GroupState.Stable && member.Id != group.LeaderId;
        if (member.HasSameProtocols(request) && (isStableFollower || group.State == GroupState.CompletingRebalance))
            return Decision.Answer(ClassicCoordinator.ReplyTo(member, group));

        member.Joined = request;
        member.ParkedJoin = call;
        coordinator.Rebalance(group, now);
        return Decision.Park;
    }

    private static Decision Refuse(ErrorCode error, JoinGroupRequest request) =>
        Decision.Answer(JoinGroupReply.Refuse(error, request.MemberId));
}
