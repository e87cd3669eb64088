using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Assignment;

/// <summary>Divides partitions among the members of a group; run by the leader.</summary>
/// <remarks>librdkafka orders members by instance id when all have one, else by id; ids are given in the order of joining here.</remarks>
internal abstract class Assignor
{
    public static readonly Assignor Range = new RangeAssignor();
    public static readonly Assignor RoundRobin = new RoundRobinAssignor();
    public static readonly Assignor CooperativeSticky = new StickyAssignor();

    /// <summary>The name in partition.assignment.strategy.</summary>
    public abstract string Name { get; }

    /// <summary>Members keep their partitions while they rejoin, and give back only what the plan takes away.</summary>
    public virtual bool IsCooperative => false;

    /// <summary>The partitions of each member, every list sorted by topic and partition.</summary>
    /// <param name="members">The members with what they subscribe to.</param>
    /// <param name="partitionCounts">The existing topics; a subscribed topic that is missing has no partitions.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<TopicPartition>> Assign(
        IReadOnlyList<JoinedMember> members, IReadOnlyDictionary<string, int> partitionCounts)
    {
        var areStatic = members.All(m => m.InstanceId is not null);
        var ordered = members.OrderBy(m => areStatic ? m.InstanceId : m.MemberId, StringComparer.Ordinal).ToList();
        var plan = ordered.ToDictionary(m => m.MemberId, _ => new List<TopicPartition>(), StringComparer.Ordinal);
        var topics = members.SelectMany(m => m.Subscription.Topics).Distinct(StringComparer.Ordinal)
            .Where(partitionCounts.ContainsKey).Order(StringComparer.Ordinal).ToList();

        Divide(ordered, [.. topics.Select(t => KeyValuePair.Create(t, partitionCounts[t]))], plan);
        return plan.ToDictionary(p => p.Key, p => (IReadOnlyList<TopicPartition>)[.. p.Value.Order()], StringComparer.Ordinal);
    }

    protected abstract void Divide(
        List<JoinedMember> members, List<KeyValuePair<string, int>> topics, Dictionary<string, List<TopicPartition>> plan);

    protected static bool Wants(JoinedMember member, string topic) => member.Subscription.Topics.Contains(topic, StringComparer.Ordinal);
}
