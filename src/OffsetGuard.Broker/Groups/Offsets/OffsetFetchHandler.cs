using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Reads committed offsets; unknown groups, topics and partitions simply have none.</summary>
/// <remarks>Apache Kafka: OffsetMetadataManager.fetchOffsets. librdkafka never says as which member it asks, so nobody is refused.</remarks>
internal sealed class OffsetFetchHandler(GroupTable groups, ParkedOffsetFetches parked) : RequestHandler<OffsetFetchRequest>
{
    protected override Decision Decide(in Call call, OffsetFetchRequest request, DateTimeOffset now)
    {
        if (!groups.Pending.IsUnstable(request))
            return Decision.Answer(ReplyTo(request, groups));
        if (request.IsAnsweredAtOnce)
            return Decision.Answer(ReplyTo(request, groups) with { Unstable = groups.Pending.UnstableOf(request) });
        parked.Park(call);
        return Decision.Park;
    }

    public static OffsetFetchReply ReplyTo(OffsetFetchRequest request, GroupTable groups)
    {
        var group = groups.Find(request.GroupId);
        var partitions = request.Partitions ?? group?.Offsets.Partitions ?? [];
        return new OffsetFetchReply([.. partitions.Select(p => new PartitionOffset(p, Shown(groups, request.GroupId, p)))]);
    }

    private static OffsetAndEpoch Shown(GroupTable groups, string groupId, TopicPartition partition)
    {
        if (!groups.Unreplicated.TryGetShown(groupId, partition, out var shown))
            shown = groups.Find(groupId)?.Offsets.Find(partition);
        return shown?.Committed ?? OffsetAndEpoch.Unset;
    }
}
