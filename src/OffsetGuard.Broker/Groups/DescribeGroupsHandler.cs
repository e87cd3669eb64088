using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Describes groups as they are at this moment.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.describeGroups, ClassicGroup.describe.</remarks>
internal sealed class DescribeGroupsHandler(GroupTable groups, GroupLoading loading) : RequestHandler<DescribeGroupsRequest>
{
    private const string ConsumerProtocol = "consumer";

    protected override Decision Decide(in Call call, DescribeGroupsRequest request, DateTimeOffset now) =>
        Decision.Answer(new DescribeGroupsReply([.. request.GroupIds.Select(Describe)]));

    /// <summary>"consumer" once the group had a member, empty for one that only stores offsets.</summary>
    public static string ProtocolTypeOf(ClassicGroup group) => group.Members.Count > 0 || group.Written is not null ? ConsumerProtocol : "";

    private GroupDescription Describe(string groupId)
    {
        if (loading.IsLoading(groupId))
            return GroupDescription.Dead(groupId, ErrorCode.CoordinatorLoadInProgress);
        if (groups.Find(groupId) is not { } group)
            return GroupDescription.Dead(groupId, ErrorCode.None);

        var isStable = group.State == GroupState.Stable;
        return new GroupDescription(
            groupId, ErrorCode.None, group.State, ProtocolTypeOf(group), isStable ? group.ProtocolName! : "",
            [.. group.Members.Select(m => new MemberDescription(m.Id, m.InstanceId, m.ClientName, "/127.0.0.1", isStable ? m.Assignment : []))]);
    }
}
