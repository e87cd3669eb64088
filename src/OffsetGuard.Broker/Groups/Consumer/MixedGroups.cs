using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>Answers members of the classic protocol that live in a group of the consumer protocol.</summary>
/// <remarks>
/// Apache Kafka: GroupMetadataManager (classicGroupJoinToConsumerGroup, classicGroupSyncToConsumerGroup,
/// classicGroupHeartbeatToConsumerGroup, classicGroupLeaveToConsumerGroup). Nobody waits for others: a join is answered at once, and the
/// member's epoch is its generation.
/// </remarks>
internal sealed class MixedGroups(ClassicCoordinator classic, ConsumerCoordinator consumer, Migration migration, TopicTable topics)
{
    public Decision Join(ConsumerGroup group, JoinGroupRequest request, DateTimeOffset now)
    {
        if (JoinRefusal(group, request) is var error and not ErrorCode.None)
            return Decision.Answer(JoinGroupReply.Refuse(error, request.MemberId));
        if (request.MemberId.Length == 0 && request.InstanceId is null)
            return Decision.Answer(JoinGroupReply.Refuse(ErrorCode.MemberIdRequired, classic.NextMemberId(request)));

        var memberId = request.MemberId.Length == 0 ? classic.NextMemberId(request) : request.MemberId;
        if (group.FindStatic(request.InstanceId) is { } former && former.Id != memberId)
            consumer.Replace(group, former, memberId, now);
        consumer.Take(group, memberId, Migration.MetadataOf(request), now);
        var member = group.Find(memberId)!;
        consumer.Advance(group, member, [.. topics.WithIds(request.Protocols[0].Subscription.Owned)], now);

        var reply = new JoinGroupReply(ErrorCode.None, member.Epoch, request.Protocols[0].Name, "", memberId, []);
        if (consumer.TryDowngrade(group, leavingId: "", now) is null)
            consumer.AwaitSync(group, member, now);
        return Decision.Answer(reply);
    }

    public Decision Sync(ConsumerGroup group, SyncGroupRequest request)
    {
        var (member, error) = Find(group, request.Member);
        if (member is null)
            return Decision.Answer(new SyncGroupReply(error, []));
        if (group.Epoch.Number > member.Epoch && member.Current.State != MemberState.UnrevokedPartitions)
            return Decision.Answer(new SyncGroupReply(ErrorCode.RebalanceInProgress, []));

        consumer.EndSync(group, member);
        return Decision.Answer(new SyncGroupReply(ErrorCode.None, [.. member.Current.Assigned.Select(p => p.Partition)]));
    }

    public Decision Heartbeat(ConsumerGroup group, HeartbeatRequest request, DateTimeOffset now)
    {
        var (member, error) = Find(group, request.Member);
        if (member is null)
            return Decision.Answer(new HeartbeatReply(error));

        consumer.KeepAlive(group, member, now);
        if (!MustRejoin(group, member))
            return Decision.Answer(new HeartbeatReply(ErrorCode.None));
        consumer.AwaitJoin(group, member, now);
        return Decision.Answer(new HeartbeatReply(ErrorCode.RebalanceInProgress));
    }

    public Decision Leave(ConsumerGroup group, LeaveGroupRequest request, DateTimeOffset now)
    {
        var member = request.InstanceId is null ? group.Find(request.MemberId) : group.FindStatic(request.InstanceId);
        if (member is not { IsClassic: true })
            return Decision.Answer(new LeaveGroupReply(ErrorCode.UnknownMemberId));
        if (request.InstanceId is not null && request.MemberId.Length > 0 && member.Id != request.MemberId)
            return Decision.Answer(new LeaveGroupReply(ErrorCode.FencedInstanceId));

        consumer.Remove(group, member, MemberExit.Left, now);
        return Decision.Answer(new LeaveGroupReply(ErrorCode.None));
    }

    /// <summary>An empty group takes the kind of its next member.</summary>
    public void Vacate(ConsumerGroup group, DateTimeOffset now) => migration.Vacate(group, now);

    private ErrorCode JoinRefusal(ConsumerGroup group, JoinGroupRequest request)
    {
        if (!consumer.HasRoomFor(group, request.MemberId))
            return ErrorCode.GroupMaxSizeReached;
        if (!group.Accepts(request.Protocols))
            return ErrorCode.InconsistentGroupProtocol;
        if (request.InstanceId is null || request.MemberId.Length == 0)
            return ErrorCode.None;
        if (group.FindStatic(request.InstanceId) is not { } holder)
            return ErrorCode.UnknownMemberId;
        return holder.Id == request.MemberId ? ErrorCode.None : ErrorCode.FencedInstanceId;
    }

    /// <summary>There is a new epoch, or something to give back, or something that others have given back.</summary>
    private static bool MustRejoin(ConsumerGroup group, ConsumerMember member) =>
        member.Epoch < group.Epoch.Number
        || member.Current.State == MemberState.UnrevokedPartitions
        || (member.Current.State == MemberState.UnreleasedPartitions && !member.Target.Except(member.Current.Assigned).Any(group.IsHeld));

    private static (ConsumerMember? Member, ErrorCode Error) Find(ConsumerGroup group, MemberStamp stamp)
    {
        if (stamp.InstanceId is not null && group.FindStatic(stamp.InstanceId) is { } holder && holder.Id != stamp.MemberId)
            return (null, ErrorCode.FencedInstanceId);
        if (group.Find(stamp.MemberId) is not { IsClassic: true } member)
            return (null, ErrorCode.UnknownMemberId);
        return member.Epoch == stamp.Generation ? (member, ErrorCode.None) : (null, ErrorCode.IllegalGeneration);
    }
}
