using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Adds members and collects them for the next generation.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.classicGroupJoin; a new member first gets an id and joins again with it (KIP-394).</remarks>
internal sealed class JoinGroupHandler(GroupTable groups, GroupCoordinator coordinator) : RequestHandler<JoinGroupRequest>
{
    /// <summary>Apache Kafka: group.min.session.timeout.ms and group.max.session.timeout.ms.</summary>
    private static readonly TimeSpan s_sessionTimeoutMin = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan s_sessionTimeoutMax = TimeSpan.FromMinutes(30);

    protected override Decision Decide(in Call call, JoinGroupRequest request, DateTimeOffset now)
    {
        if (request.SessionTimeout < s_sessionTimeoutMin || request.SessionTimeout > s_sessionTimeoutMax)
            return Refuse(ErrorCode.InvalidSessionTimeout, request);

        var group = groups.GetOrAdd(request.GroupId);
        if (!group.Accepts(request, request.MemberId))
            return Refuse(ErrorCode.InconsistentGroupProtocol, request);
        if (request.MemberId.Length == 0)
            return Decision.Answer(JoinGroupReply.Refuse(ErrorCode.MemberIdRequired, coordinator.PromiseMember(group, request, now)));
        if (group.Find(request.MemberId) is { } member)
            return Rejoin(call, group, member, request, now);
        if (!group.TakePromise(request.MemberId))
            return Refuse(ErrorCode.UnknownMemberId, request);

        member = new GroupMember(request.MemberId, request.ClientName, request) { ParkedJoin = call };
        group.Add(member);
        coordinator.Rebalance(group, now);
        return Decision.Park;
    }

    private Decision Rejoin(in Call call, ClassicGroup group, GroupMember member, JoinGroupRequest request, DateTimeOffset now)
    {
        var isUnchanged = request.Protocols.SequenceEqual(member.Joined.Protocols, SameProtocol.Instance);
        var isStableFollower = group.State == GroupState.Stable && member.Id != group.LeaderId;
        if (isUnchanged && (isStableFollower || group.State == GroupState.CompletingRebalance))
            return Decision.Answer(GroupCoordinator.ReplyTo(member, group));

        member.Joined = request;
        member.ParkedJoin = call;
        coordinator.Rebalance(group, now);
        return Decision.Park;
    }

    private static Decision Refuse(ErrorCode error, JoinGroupRequest request) =>
        Decision.Answer(JoinGroupReply.Refuse(error, request.MemberId));

    private sealed class SameProtocol : IEqualityComparer<JoinProtocol>
    {
        public static readonly SameProtocol Instance = new();

        public bool Equals(JoinProtocol? x, JoinProtocol? y) =>
            x!.Name == y!.Name && x.Subscription.Topics.SequenceEqual(y.Subscription.Topics, StringComparer.Ordinal);

        public int GetHashCode(JoinProtocol obj) => obj.Name.Length;
    }
}
