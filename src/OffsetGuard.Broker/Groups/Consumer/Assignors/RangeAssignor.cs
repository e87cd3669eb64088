using System.Collections.Immutable;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer.Assignors;

/// <summary>Each topic by itself, in contiguous blocks; static members come first, in order of their instance ids.</summary>
/// <remarks>Apache Kafka: group/assignor/RangeAssignor.java.</remarks>
internal sealed class RangeAssignor : ServerAssignor
{
    public override string Name => "range";

    public override IReadOnlyDictionary<string, ImmutableSortedSet<TopicIdPartition>> Assign(IReadOnlyList<AssignableMember> members)
    {
        var inOrder = members.OrderBy(m => m.InstanceId is null).ThenBy(m => m.InstanceId ?? m.Id, StringComparer.Ordinal).ToList();
        var targets = members.ToDictionary(m => m.Id, _ => ImmutableSortedSet.CreateBuilder<TopicIdPartition>(), StringComparer.Ordinal);
        foreach (var topic in members.SelectMany(m => m.Topics).Distinct())
        {
            var subscribers = inOrder.Where(m => m.Topics.Contains(topic)).ToList();
            var (share, extra) = Math.DivRem(topic.PartitionCount, subscribers.Count);
            var next = 0;
            for (var i = 0; i < subscribers.Count; i++)
            {
                var count = share + (i < extra ? 1 : 0);
                targets[subscribers[i].Id].UnionWith(topic.Partitions.Skip(next).Take(count));
                next += count;
            }
        }

        return targets.ToDictionary(t => t.Key, t => t.Value.ToImmutable(), StringComparer.Ordinal);
    }
}
