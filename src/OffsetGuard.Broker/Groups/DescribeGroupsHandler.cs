using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Describes groups as they are at this moment.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.describeGroups.</remarks>
internal sealed class DescribeGroupsHandler(GroupTable groups, GroupLoading loading) : RequestHandler<DescribeGroupsRequest>
{
    protected override Decision Decide(in Call call, DescribeGroupsRequest request, DateTimeOffset now) =>
        Decision.Answer(new DescribeGroupsReply([.. request.GroupIds.Select(Describe)]));

    private GroupDescription Describe(string groupId)
    {
        if (loading.IsLoading(groupId))
            return GroupDescription.Dead(groupId, ErrorCode.CoordinatorLoadInProgress);
        return groups.Find(groupId)?.Describe() ?? GroupDescription.Dead(groupId, ErrorCode.None);
    }
}
