using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>Joins, stays in, or leaves a group of the consumer protocol, and acknowledges what was taken away.</summary>
/// <param name="GroupId">The group.</param>
/// <param name="MemberId">The client's own choice, for as long as it lives.</param>
/// <param name="Epoch">0 to join, -1 to leave, -2 to leave as a static member that will come back, else the member's epoch.</param>
internal sealed record ConsumerGroupHeartbeatRequest(string GroupId, string MemberId, int Epoch) : GroupRequest(GroupId)
{
    public const int LeaveEpoch = -1;

    /// <summary>group.instance.id of a static member, or null.</summary>
    public string? InstanceId { get; init; }

    public string ClientName { get; init; } = "";

    /// <summary>What the member wants; null for as before.</summary>
    public TimeSpan? RebalanceTimeout { get; init; }

    /// <summary>The topics it names; null for as before.</summary>
    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>The pattern of topics beside them, empty for none; null for as before.</summary>
    public string? Pattern { get; init; }

    /// <summary>The assignor it prefers; null for as before.</summary>
    public string? Assignor { get; init; }

    /// <summary>What it owns: tells the group what it has given back. Null when it has nothing to tell.</summary>
    public IReadOnlyList<TopicIdPartition>? Owned { get; init; }

    public bool IsJoin => Epoch == 0;

    public bool IsLeave => Epoch is LeaveEpoch or CurrentAssignment.AwayEpoch;

    /// <summary>A member that says all there is to say gets its whole assignment in return.</summary>
    public bool IsFull => IsJoin || (RebalanceTimeout is not null && Topics is not null && Owned is not null);

    public override Reply Refuse(ErrorCode error) => ConsumerGroupHeartbeatReply.Refuse(error);

    public override string Describe() => $"ConsumerGroupHeartbeat {GroupId} epoch {Epoch}";
}

/// <summary>Where the member stands.</summary>
/// <param name="Error">Why it may not go on, or none.</param>
/// <param name="Epoch">The member's epoch from now on.</param>
/// <param name="HeartbeatInterval">When the broker wants to hear of it again.</param>
/// <param name="Assignment">What it may own; null when nothing has changed.</param>
internal sealed record ConsumerGroupHeartbeatReply(
    ErrorCode Error, int Epoch, TimeSpan HeartbeatInterval, IReadOnlyList<TopicIdPartition>? Assignment) : Reply(Error)
{
    public static ConsumerGroupHeartbeatReply Refuse(ErrorCode error) => new(error, 0, TimeSpan.Zero, null);
}
