namespace OffsetGuard.Broker.Protocol;

/// <summary>A partition of one incarnation of a topic: a topic that is deleted and created again is another one.</summary>
/// <remarks>Apache Kafka: TopicIdPartition.</remarks>
internal readonly record struct TopicIdPartition(long TopicId, TopicPartition Partition) : IComparable<TopicIdPartition>
{
    public int CompareTo(TopicIdPartition other)
    {
        var byName = Partition.CompareTo(other.Partition);
        return byName != 0 ? byName : TopicId.CompareTo(other.TopicId);
    }

    public override string ToString() => Partition.ToString();
}
