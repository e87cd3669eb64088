using System.Collections.Immutable;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>How far a member is on the way to its target. The numbers are those of its record.</summary>
/// <remarks>Apache Kafka: MemberState.</remarks>
internal enum MemberState : byte
{
    /// <summary>It is where the group wants it.</summary>
    Stable = 0,

    /// <summary>It has yet to give partitions back.</summary>
    UnrevokedPartitions = 1,

    /// <summary>Others have yet to give back what it will own.</summary>
    UnreleasedPartitions = 2,
}

/// <summary>What a member owns now.</summary>
/// <param name="Epoch">The member's epoch.</param>
/// <param name="PreviousEpoch">The one before, which the member may still name when a reply got lost.</param>
/// <param name="State">How far it is.</param>
/// <param name="Assigned">What it may read.</param>
/// <param name="Revoking">What it has yet to give back.</param>
/// <remarks>Apache Kafka: ConsumerGroupCurrentMemberAssignmentValue.json.</remarks>
internal sealed record CurrentAssignment(
    int Epoch,
    int PreviousEpoch,
    MemberState State,
    ImmutableSortedSet<TopicIdPartition> Assigned,
    ImmutableSortedSet<TopicIdPartition> Revoking)
{
    /// <summary>The epoch of a static member that is away and will come back.</summary>
    public const int AwayEpoch = -2;

    /// <summary>A member that has just come.</summary>
    public static CurrentAssignment Nothing { get; } = new(0, 0, MemberState.Stable, [], []);

    public IEnumerable<TopicIdPartition> Held => Assigned.Concat(Revoking);

    public bool IsReconciledTo(int targetEpoch) => State == MemberState.Stable && Epoch == targetEpoch;

    public bool Equals(CurrentAssignment? other) => other is not null
        && (Epoch, PreviousEpoch, State) == (other.Epoch, other.PreviousEpoch, other.State)
        && Assigned.SetEquals(other.Assigned) && Revoking.SetEquals(other.Revoking);

    public override int GetHashCode() => Epoch;
}
