using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Describes classic groups as they are at this moment; a group of the consumer protocol is none of these, so it is dead.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.describeGroups.</remarks>
internal sealed class DescribeGroupsHandler(GroupTable groups, GroupLoading loading) : RequestHandler<DescribeGroupsRequest>
{
    protected override Decision Decide(in Call call, DescribeGroupsRequest request, DateTimeOffset now) =>
        Decision.Answer(new DescribeGroupsReply([.. request.GroupIds.Select(Describe)]));

    private GroupDescription Describe(string groupId)
    {
        if (loading.IsLoading(groupId))
            return GroupDescription.Dead(groupId, ErrorCode.CoordinatorLoadInProgress);
        return (groups.Find(groupId) as ClassicGroup)?.Describe() ?? GroupDescription.Dead(groupId, ErrorCode.None);
    }
}
