using System.Collections.Immutable;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer.Assignors;

/// <summary>A topic as an assignor sees it.</summary>
internal readonly record struct AssignableTopic(long Id, string Name, int PartitionCount)
{
    public IEnumerable<TopicIdPartition> Partitions
    {
        get
        {
            for (var i = 0; i < PartitionCount; i++)
                yield return new TopicIdPartition(Id, new TopicPartition(Name, i));
        }
    }
}

/// <summary>A member as an assignor sees it: its topics, in ordinal order, and its former target.</summary>
internal sealed record AssignableMember(
    string Id, string? InstanceId, IReadOnlyList<AssignableTopic> Topics, ImmutableSortedSet<TopicIdPartition> Former);

/// <summary>Divides the partitions of the subscribed topics among the members, in the broker.</summary>
/// <remarks>Apache Kafka: group.consumer.assignors. Kafka's own order of members is that of a hash table; here it is that of their ids.</remarks>
internal abstract class ServerAssignor
{
    /// <summary>The one that groups use when no member asks for another: the first of group.consumer.assignors.</summary>
    public static ServerAssignor Default { get; } = new UniformAssignor();

    public static IReadOnlyList<ServerAssignor> All { get; } = [Default, new RangeAssignor()];

    public abstract string Name { get; }

    public static ServerAssignor? Find(string name) => All.FirstOrDefault(a => a.Name == name);

    /// <summary>The target of each member, also of those that get nothing.</summary>
    /// <param name="members">In order of their ids.</param>
    public abstract IReadOnlyDictionary<string, ImmutableSortedSet<TopicIdPartition>> Assign(IReadOnlyList<AssignableMember> members);
}
