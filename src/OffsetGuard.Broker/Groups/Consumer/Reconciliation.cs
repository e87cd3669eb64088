using System.Collections.Immutable;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>One step of a member towards its target: first it gives back, then it gets what others have given back.</summary>
/// <param name="TargetEpoch">The epoch of the target.</param>
/// <param name="Target">What the member is going to own.</param>
/// <param name="Owned">What it says it owns; null when it does not say.</param>
/// <remarks>Apache Kafka: CurrentAssignmentBuilder.java.</remarks>
internal sealed record Reconciliation(int TargetEpoch, ImmutableSortedSet<TopicIdPartition> Target, IReadOnlyList<TopicIdPartition>? Owned)
{
    /// <summary>Whether anybody, this member included, still holds a partition.</summary>
    public required Func<TopicIdPartition, bool> IsHeld { get; init; }

    public CurrentAssignment Step(CurrentAssignment current) => current.State switch
    {
        MemberState.Stable when current.Epoch == TargetEpoch => current,
        MemberState.UnrevokedPartitions when StillOwns(current.Revoking) => current,

        // Everything is given back: the member leaves the epoch in which it was asked to.
        MemberState.UnrevokedPartitions => Next(current, current.Epoch + 1),
        _ => Next(current, current.Epoch),
    };

    private CurrentAssignment Next(CurrentAssignment current, int epoch)
    {
        var kept = current.Assigned.Intersect(Target);
        var revoking = current.Assigned.Except(kept);
        var missing = Target.Except(kept);
        var free = missing.Where(p => !IsHeld(p)).ToImmutableSortedSet();
        if (revoking.Count > 0 && StillOwns(revoking))
            return new CurrentAssignment(epoch, current.Epoch, MemberState.UnrevokedPartitions, kept, revoking);

        var state = free.Count < missing.Count ? MemberState.UnreleasedPartitions : MemberState.Stable;
        return new CurrentAssignment(TargetEpoch, current.Epoch, state, kept.Union(free), []);
    }

    /// <summary>A member that does not say what it owns may own it all.</summary>
    private bool StillOwns(ImmutableSortedSet<TopicIdPartition> revoking) => Owned is null || Owned.Any(revoking.Contains);
}
