using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Deletes groups that have no members, with all their offsets.</summary>
/// <remarks>Apache Kafka: GroupCoordinatorShard.deleteGroups, ClassicGroup.validateDeleteGroup.</remarks>
internal sealed class DeleteGroupsHandler(GroupTable groups, GroupLoading loading, GroupLog log) : RequestHandler<DeleteGroupsRequest>
{
    protected override Decision Decide(in Call call, DeleteGroupsRequest request, DateTimeOffset now) =>
        Decision.Answer(new DeleteGroupsReply([.. request.GroupIds.Select(id => Delete(id, now.ToUnixTimeMilliseconds()))]));

    private ErrorCode Delete(string groupId, long nowMs)
    {
        if (loading.IsLoading(groupId))
            return ErrorCode.CoordinatorLoadInProgress;
        if (groups.Find(groupId) is not { } group)
            return ErrorCode.GroupIdNotFound;
        if (group.State != GroupState.Empty)
            return ErrorCode.NonEmptyGroup;

        foreach (var partition in group.Offsets.Partitions.ToList())
            log.Append(new OffsetRemoved(groupId, partition, nowMs));
        log.Append(group.Removal(nowMs));
        return ErrorCode.None;
    }
}
