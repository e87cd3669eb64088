using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Groups.Consumer.Assignors;
using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>The one request by which members of the consumer protocol join, stay, give back and leave.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.consumerGroupHeartbeat, consumerGroupLeave.</remarks>
internal sealed class ConsumerGroupHeartbeatHandler(GroupTable groups, ConsumerCoordinator coordinator, Migration migration, ClusterOptions options)
    : RequestHandler<ConsumerGroupHeartbeatRequest>
{
    protected override Decision Decide(in Call call, ConsumerGroupHeartbeatRequest request, DateTimeOffset now)
    {
        if (RequestRefusal(request) is var invalid and not ErrorCode.None)
            return Refuse(invalid);
        if (request.IsJoin && groups.Find(request.GroupId) is ClassicGroup { MemberCount: > 0 } full && full.MemberCount == options.ConsumerGroupMemberCountMax)
            return Refuse(ErrorCode.GroupMaxSizeReached);   // before it is converted in vain
        if (Find(request, now) is not { } group)
            return Refuse(ErrorCode.GroupIdNotFound);
        return request.IsLeave ? Leave(group, request, now) : Stay(group, request, now);
    }

    /// <summary>Who joins finds a group in any case, unless it is a classic one that has to stay one.</summary>
    private ConsumerGroup? Find(ConsumerGroupHeartbeatRequest request, DateTimeOffset now)
    {
        var group = groups.Find(request.GroupId);
        if (!request.IsJoin || group is ConsumerGroup)
            return group as ConsumerGroup;
        if (group is not ClassicGroup classic)
            return groups.GetOrAddConsumer(request.GroupId);
        if (migration.TryUpgrade(classic, now) is not { } upgraded)
            return null;
        coordinator.Resume(upgraded, now);
        return upgraded;
    }

    /// <remarks>Apache Kafka: throwIfConsumerGroupHeartbeatRequestIsInvalid.</remarks>
    private static ErrorCode RequestRefusal(ConsumerGroupHeartbeatRequest request)
    {
        if (request.Assignor is { } assignor && ServerAssignor.Find(assignor) is null)
            return ErrorCode.UnsupportedAssignor;
        if (request.Pattern is { Length: > 0 } pattern && !PatternResolution.IsValid(pattern))
            return ErrorCode.InvalidRegularExpression;
        var saysNothing = request.Topics is not { Count: > 0 } && string.IsNullOrEmpty(request.Pattern);
        return request.IsJoin && (request.RebalanceTimeout is null || saysNothing || request.Owned is not { Count: 0 })
            ? ErrorCode.InvalidRequest
            : ErrorCode.None;
    }

    private Decision Stay(ConsumerGroup group, ConsumerGroupHeartbeatRequest request, DateTimeOffset now)
    {
        if (!coordinator.HasRoomFor(group, request.MemberId))
            return Refuse(ErrorCode.GroupMaxSizeReached);
        if (group.HeartbeatRefusal(request) is var error and not ErrorCode.None)
            return Refuse(error);

        if (request.IsJoin && group.FindStatic(request.InstanceId) is { } former)
            coordinator.Replace(group, former, request.MemberId, now);
        var before = group.Find(request.MemberId)?.Current.Assigned ?? [];
        coordinator.Take(group, request.MemberId, MetadataOf(request, group.Find(request.MemberId)?.Metadata ?? new MemberMetadata()), now);
        var member = group.Find(request.MemberId)!;
        coordinator.Advance(group, member, request.Owned, now);
        coordinator.KeepAlive(group, member, now);

        var hasChanged = request.IsFull || !before.SetEquals(member.Current.Assigned);
        var reply = new ConsumerGroupHeartbeatReply(
            ErrorCode.None, member.Epoch, options.ConsumerHeartbeatInterval, hasChanged ? [.. member.Current.Assigned] : null);
        coordinator.ResolvePatterns(group, now);
        return Decision.Answer(reply);
    }

    private Decision Leave(ConsumerGroup group, ConsumerGroupHeartbeatRequest request, DateTimeOffset now)
    {
        var member = request.InstanceId is null ? group.Find(request.MemberId) : group.FindStatic(request.InstanceId);
        if (member is null)
            return Refuse(ErrorCode.UnknownMemberId);
        if (member.Id != request.MemberId)
            return Refuse(ErrorCode.FencedInstanceId);

        if (request.Epoch == CurrentAssignment.AwayEpoch && request.InstanceId is not null)
            coordinator.SendAway(group, member, now);
        else
            coordinator.Remove(group, member, MemberExit.Left, now);
        return Decision.Answer(new ConsumerGroupHeartbeatReply(ErrorCode.None, request.Epoch, options.ConsumerHeartbeatInterval, null));
    }

    private static MemberMetadata MetadataOf(ConsumerGroupHeartbeatRequest request, MemberMetadata before) => new()
    {
        InstanceId = request.InstanceId ?? before.InstanceId,
        ClientName = request.ClientName,
        RebalanceTimeout = request.RebalanceTimeout ?? before.RebalanceTimeout,
        Topics = request.Topics ?? before.Topics,
        Pattern = request.Pattern ?? before.Pattern,
        Assignor = request.Assignor ?? before.Assignor,
        Classic = null,
    };

    private static Decision Refuse(ErrorCode error) => Decision.Answer(ConsumerGroupHeartbeatReply.Refuse(error));
}
