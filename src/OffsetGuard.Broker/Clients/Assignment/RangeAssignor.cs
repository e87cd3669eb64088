using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients.Assignment;

/// <summary>Contiguous blocks per topic; the first members get one partition more when it does not come out even.</summary>
/// <remarks>librdkafka: rdkafka_range_assignor.c.</remarks>
internal sealed class RangeAssignor : Assignor
{
    public override string Name => "range";

    protected override void Divide(
        List<JoinedMember> members, List<KeyValuePair<string, int>> topics, Dictionary<string, List<TopicPartition>> plan)
    {
        foreach (var (topic, partitionCount) in topics)
        {
            var subscribers = members.Where(m => Wants(m, topic)).ToList();
            var next = 0;
            for (var i = 0; i < subscribers.Count; i++)
            {
                var share = (partitionCount / subscribers.Count) + (i < partitionCount % subscribers.Count ? 1 : 0);
                for (var end = next + share; next < end; next++)
                    plan[subscribers[i].MemberId].Add(new TopicPartition(topic, next));
            }
        }
    }
}
