using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Assignment;

/// <summary>Balanced within one partition, and every member keeps what it has as far as that allows. Cooperative.</summary>
/// <remarks>
/// librdkafka: rdkafka_sticky_assignor.c, KIP-429. A partition that changes hands is given to nobody in this round: its owner has to let go
/// first, and then everybody joins once more.
/// </remarks>
internal sealed class StickyAssignor : Assignor
{
    public override string Name => "cooperative-sticky";

    public override bool IsCooperative => true;

    protected override void Divide(
        List<JoinedMember> members, List<KeyValuePair<string, int>> topics, Dictionary<string, List<TopicPartition>> plan)
    {
        var wanting = topics.ToDictionary(t => t.Key, t => members.Where(m => Wants(m, t.Key)).Select(m => m.MemberId).ToList(), StringComparer.Ordinal);
        List<TopicPartition> all = [.. topics.SelectMany(t => Enumerable.Range(0, t.Value).Select(p => new TopicPartition(t.Key, p)))];
        var owners = OwnersBefore(members, all);
        var current = new Dictionary<TopicPartition, string>(owners);
        foreach (var (partition, owner) in owners)
            plan[owner].Add(partition);

        foreach (var partition in all.Where(p => !owners.ContainsKey(p)).OrderBy(p => wanting[p.Topic].Count))
            Give(partition, LeastLoaded(wanting[partition.Topic], plan), current, plan);
        while (all.Exists(p => MoveIfUneven(p, wanting[p.Topic], current, plan)))
        {
        }

        foreach (var (partition, owner) in owners)
        {
            if (current[partition] != owner)
                plan[current[partition]].Remove(partition);
        }
    }

    /// <summary>Who holds what exists and is still wanted; of two claims the one of the younger generation counts.</summary>
    private static Dictionary<TopicPartition, string> OwnersBefore(List<JoinedMember> members, List<TopicPartition> existing)
    {
        var known = existing.ToHashSet();
        var owners = new Dictionary<TopicPartition, string>();
        foreach (var member in members.OrderByDescending(m => m.Subscription.Generation))
        {
            foreach (var partition in member.Subscription.Owned)
            {
                if (known.Contains(partition) && Wants(member, partition.Topic))
                    owners.TryAdd(partition, member.MemberId);
            }
        }

        return owners;
    }

    private static bool MoveIfUneven(
        TopicPartition partition, List<string> wanting, Dictionary<TopicPartition, string> current, Dictionary<string, List<TopicPartition>> plan)
    {
        var least = LeastLoaded(wanting, plan);
        if (plan[current[partition]].Count <= plan[least].Count + 1)
            return false;
        plan[current[partition]].Remove(partition);
        Give(partition, least, current, plan);
        return true;
    }

    private static void Give(
        TopicPartition partition, string member, Dictionary<TopicPartition, string> current, Dictionary<string, List<TopicPartition>> plan)
    {
        current[partition] = member;
        plan[member].Add(partition);
    }

    private static string LeastLoaded(List<string> members, Dictionary<string, List<TopicPartition>> plan) => members.MinBy(m => plan[m].Count)!;
}
