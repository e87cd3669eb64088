using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Adds partitions; a topic never loses one.</summary>
/// <remarks>Apache Kafka: ReplicationControlManager.createPartitions.</remarks>
internal sealed class CreatePartitionsHandler(TopicTable topics) : RequestHandler<CreatePartitionsRequest>
{
    protected override Decision Decide(in Call call, CreatePartitionsRequest request, DateTimeOffset now)
    {
        if (topics.Find(request.Topic) is not { } topic)
            return Decision.Answer(new CreatePartitionsReply(ErrorCode.UnknownTopicOrPartition));
        var partitionCount = topic.Partitions.Count;
        if (request.PartitionCount <= partitionCount)
        {
            return Decision.Answer(new CreatePartitionsReply(
                ErrorCode.InvalidPartitions,
                request.PartitionCount == partitionCount
                    ? $"Topic already has {partitionCount} partition(s)."
                    : $"The topic {topic.Name} currently has {partitionCount} partition(s); {request.PartitionCount} would not be an increase."));
        }

        if (!request.IsValidateOnly)
            topics.Extend(topic, request.PartitionCount);
        return Decision.Answer(new CreatePartitionsReply(ErrorCode.None));
    }
}
