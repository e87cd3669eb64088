using System.Collections.Immutable;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer.Assignors;

/// <summary>As equal as it can be, and with as few moves as that allows.</summary>
/// <remarks>Apache Kafka: UniformAssignor.java, with one way for members of equal and another for members of different subscriptions.</remarks>
internal sealed class UniformAssignor : ServerAssignor
{
    public override string Name => "uniform";

    public override IReadOnlyDictionary<string, ImmutableSortedSet<TopicIdPartition>> Assign(IReadOnlyList<AssignableMember> members)
    {
        if (members.Count == 0)
            return new Dictionary<string, ImmutableSortedSet<TopicIdPartition>>();
        var topics = members[0].Topics;
        return members.All(m => m.Topics.SequenceEqual(topics)) ? AssignEqual(members, topics) : new UnequalShares(members).Assign();
    }

    /// <summary>Everybody keeps what fits into its share; what is over goes to those who have less.</summary>
    /// <remarks>Apache Kafka: UniformHomogeneousAssignmentBuilder.java.</remarks>
    private static Dictionary<string, ImmutableSortedSet<TopicIdPartition>> AssignEqual(
        IReadOnlyList<AssignableMember> members, IReadOnlyList<AssignableTopic> topics)
    {
        var all = topics.SelectMany(t => t.Partitions).ToImmutableSortedSet();
        var (share, extra) = Math.DivRem(all.Count, members.Count);
        var former = members.ToDictionary(m => m.Id, m => m.Former.Intersect(all), StringComparer.Ordinal);

        // Of the members that get one more, those come first that have it already.
        var withOneMore = members.OrderBy(m => former[m.Id].Count <= share).Take(extra).Select(m => m.Id).ToHashSet(StringComparer.Ordinal);
        var targets = members.ToDictionary(
            m => m.Id, m => former[m.Id].Take(share + (withOneMore.Contains(m.Id) ? 1 : 0)).ToImmutableSortedSet(), StringComparer.Ordinal);
        var free = new Queue<TopicIdPartition>(all.Except(targets.Values.SelectMany(t => t)));
        foreach (var member in members)
        {
            var missing = share + (withOneMore.Contains(member.Id) ? 1 : 0) - targets[member.Id].Count;
            for (; missing > 0; missing--)
                targets[member.Id] = targets[member.Id].Add(free.Dequeue());
        }

        return targets;
    }
}
