using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Deletes committed offsets of topics that no member reads.</summary>
/// <remarks>Apache Kafka: OffsetMetadataManager.deleteOffsets, KafkaApis.handleOffsetDeleteRequest (unknown partitions).</remarks>
internal sealed class OffsetDeleteHandler(GroupTable groups, TopicTable topics) : RequestHandler<OffsetDeleteRequest>
{
    protected override Decision Decide(in Call call, OffsetDeleteRequest request, DateTimeOffset now)
    {
        if (groups.Find(request.GroupId) is not { } group)
            return Decision.Answer(OffsetDeleteReply.Refuse(ErrorCode.GroupIdNotFound));

        var errors = request.Partitions.Select(p => Refusal(group, p)).ToList();
        var records = request.Partitions.Where((p, i) => errors[i] == ErrorCode.None && group.Offsets.Contains(p))
            .Select(p => new OffsetRemoved(group.Id, p, now.ToUnixTimeMilliseconds())).ToList();
        return Decision.Append(group.Id, records, new OffsetDeleteReply(ErrorCode.None, errors));
    }

    private ErrorCode Refusal(Group group, TopicPartition partition)
    {
        if (!topics.TryGet(partition, out _))
            return ErrorCode.UnknownTopicOrPartition;
        return group.IsSubscribedTo(partition.Topic) ? ErrorCode.GroupSubscribedToTopic : ErrorCode.None;
    }
}
