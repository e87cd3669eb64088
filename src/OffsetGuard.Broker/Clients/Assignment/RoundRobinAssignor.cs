using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Assignment;

/// <summary>Deals all partitions of all topics to the members in turn, passing over members that do not want the topic.</summary>
/// <remarks>librdkafka: rdkafka_roundrobin_assignor.c.</remarks>
internal sealed class RoundRobinAssignor : Assignor
{
    public override string Name => "roundrobin";

    protected override void Divide(
        List<JoinedMember> members, List<KeyValuePair<string, int>> topics, Dictionary<string, List<TopicPartition>> plan)
    {
        var next = 0;
        foreach (var (topic, partitionCount) in topics)
        {
            for (var partition = 0; partition < partitionCount; partition++)
            {
                while (!Wants(members[next % members.Count], topic))
                    next++;
                plan[members[next++ % members.Count].MemberId].Add(new TopicPartition(topic, partition));
            }
        }
    }
}
