using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Lists the groups.</summary>
/// <remarks>Apache Kafka: GroupMetadataManager.listGroups.</remarks>
internal sealed class ListGroupsHandler(GroupTable groups, GroupLoading loading) : RequestHandler<ListGroupsRequest>
{
    protected override Decision Decide(in Call call, ListGroupsRequest request, DateTimeOffset now)
    {
        if (loading.IsLoadingAny)
            return Decision.Answer(new ListGroupsReply(ErrorCode.CoordinatorLoadInProgress, []));
        return Decision.Answer(new ListGroupsReply(ErrorCode.None, [.. groups.All
            .Where(g => request.States.Count == 0 || request.States.Contains(g.State))
            .Select(g => new ListedGroup(g.Id, g.Kind, g.State, g.ProtocolType))]));
    }
}
