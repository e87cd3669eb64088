using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>A number that changes when a topic that the group reads comes, goes, or gets more partitions.</summary>
/// <remarks>Apache Kafka 4.1: Utils.computeGroupHash; another function, the same purpose.</remarks>
internal static class TopicsHash
{
    public static long Of(ConsumerGroup group, TopicTable topics)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var topic in group.Members.SelectMany(group.TopicsOf).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(topics.Find).OfType<Topic>())
            hash = Mix(Mix(hash, topic.Id), topic.Partitions.Count);
        return unchecked((long)hash);
    }

    private static ulong Mix(ulong hash, long value)
    {
        unchecked
        {
            for (var shift = 0; shift < 64; shift += 8)
                hash = (hash ^ (byte)(value >> shift)) * 0x100000001B3;
            return hash;
        }
    }
}
