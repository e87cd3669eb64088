using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Consumer;

/// <summary>Describes groups of the consumer protocol as they are at this moment.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.consumerGroupDescribe.</remarks>
internal sealed class ConsumerGroupDescribeHandler(GroupTable groups, GroupLoading loading) : RequestHandler<ConsumerGroupDescribeRequest>
{
    protected override Decision Decide(in Call call, ConsumerGroupDescribeRequest request, DateTimeOffset now) =>
        Decision.Answer(new ConsumerGroupDescribeReply([.. request.GroupIds.Select(Describe)]));

    private GroupDescription Describe(string groupId)
    {
        if (loading.IsLoading(groupId))
            return GroupDescription.Dead(groupId, ErrorCode.CoordinatorLoadInProgress);
        return groups.Find(groupId) is ConsumerGroup group ? group.Describe() : GroupDescription.Dead(groupId, ErrorCode.GroupIdNotFound);
    }
}
