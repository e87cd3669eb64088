using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Deletes a topic; the committed offsets of all groups for it go at once.</summary>
/// <remarks>Apache Kafka: ReplicationControlManager.deleteTopics, OffsetMetadataManager.onPartitionsDeleted.</remarks>
internal sealed class DeleteTopicHandler(TopicTable topics, GroupTable groups, GroupLog groupLog, ParkedFetches parked)
    : RequestHandler<DeleteTopicRequest>
{
    protected override Decision Decide(in Call call, DeleteTopicRequest request, DateTimeOffset now)
    {
        if (topics.Find(request.Name) is not { } topic)
            return Decision.Answer(new DeleteTopicReply(ErrorCode.UnknownTopicOrPartition));

        topics.Remove(topic);
        foreach (var partition in topic.Partitions)
            parked.RefuseAt(partition.Id, ErrorCode.UnknownTopicOrPartition);
        foreach (var group in groups.All)
        {
            foreach (var partition in group.Offsets.Partitions.Where(p => p.Topic == topic.Name).ToList())
                groupLog.Append(new OffsetRemoved(group.Id, partition, now.ToUnixTimeMilliseconds()));
        }

        return Decision.Answer(new DeleteTopicReply(ErrorCode.None));
    }
}
