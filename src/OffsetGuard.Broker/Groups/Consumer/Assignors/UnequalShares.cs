using System.Collections.Immutable;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer.Assignors;

/// <summary>A balanced assignment among members that subscribe to different topics: no move would make it more even.</summary>
/// <remarks>
/// Apache Kafka: UniformHeterogeneousAssignmentBuilder.java. Which of several balanced assignments comes out may differ, the sizes do not.
/// </remarks>
internal sealed class UnequalShares
{
    private readonly IReadOnlyList<AssignableMember> _members;
    private readonly Dictionary<string, ImmutableSortedSet<TopicIdPartition>> _targets;

    public UnequalShares(IReadOnlyList<AssignableMember> members)
    {
        _members = members;
        _targets = members.ToDictionary(
            m => m.Id, m => m.Former.Intersect(m.Topics.SelectMany(t => t.Partitions)), StringComparer.Ordinal);
    }

    public IReadOnlyDictionary<string, ImmutableSortedSet<TopicIdPartition>> Assign()
    {
        // Topics that few can read come first: there is the least choice.
        var topics = _members.SelectMany(m => m.Topics).Distinct()
            .OrderByDescending(t => (double)t.PartitionCount / SubscribersOf(t.Id).Count).ThenBy(t => SubscribersOf(t.Id).Count);
        foreach (var partition in topics.SelectMany(t => t.Partitions))
        {
            if (!_targets.Values.Any(t => t.Contains(partition)))
                Give(partition, SubscribersOf(partition.TopicId).MinBy(m => _targets[m.Id].Count)!);
        }

        while (MoveOne())
        {
            // Every move makes the sum of the squares smaller, so there is a last one.
        }

        return _targets;
    }

    /// <summary>Moves a partition from a member to another that has at least two fewer.</summary>
    private bool MoveOne()
    {
        foreach (var poor in _members.OrderBy(m => _targets[m.Id].Count))
        {
            var readable = poor.Topics.Select(t => t.Id).ToHashSet();
            foreach (var rich in _members.OrderByDescending(m => _targets[m.Id].Count).TakeWhile(m => _targets[m.Id].Count > _targets[poor.Id].Count + 1))
            {
                var movable = _targets[rich.Id].Where(p => readable.Contains(p.TopicId)).ToList();
                if (movable.Count == 0)
                    continue;
                _targets[rich.Id] = _targets[rich.Id].Remove(movable[^1]);
                Give(movable[^1], poor);
                return true;
            }
        }

        return false;
    }

    private List<AssignableMember> SubscribersOf(long topicId) => [.. _members.Where(m => m.Topics.Any(t => t.Id == topicId))];

    private void Give(TopicIdPartition partition, AssignableMember member) => _targets[member.Id] = _targets[member.Id].Add(partition);
}
