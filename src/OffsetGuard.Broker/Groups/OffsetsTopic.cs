using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Groups;

/// <summary>The log behind the groups: each group's records go to one partition of <c>__consumer_offsets</c>.</summary>
/// <remarks>Apache Kafka: GroupCoordinatorService.partitionFor (Java's string hash modulo the partition count).</remarks>
internal sealed class OffsetsTopic(TopicTable topics)
{
    public const string Name = "__consumer_offsets";
    public const int PartitionCount = 50;

    /// <summary>The partition that holds the records of a group; the topic comes into being with the first group.</summary>
    public Partition PartitionOf(string groupId) => Partition(PartitionIndexOf(groupId));

    public Partition Partition(int index) => (topics.Find(Name) ?? topics.AddInternal(Name, PartitionCount)).Partitions[index];

    public static int PartitionIndexOf(string groupId)
    {
        var hash = 0;
        foreach (var character in groupId)
            hash = unchecked((31 * hash) + character);
        return hash == int.MinValue ? 0 : Math.Abs(hash) % PartitionCount;
    }
}
