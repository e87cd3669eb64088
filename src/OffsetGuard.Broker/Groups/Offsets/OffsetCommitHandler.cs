using OffsetGuard.Broker.Groups.Classic;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Commits offsets of one group. The reply leaves once its records are below the high watermark.</summary>
/// <remarks>Apache Kafka: OffsetMetadataManager.commitOffset, KafkaApis.handleOffsetCommitRequest (unknown partitions).</remarks>
internal sealed class OffsetCommitHandler(GroupTable groups, TopicTable topics, ClassicCoordinator coordinator, ClusterOptions options)
    : RequestHandler<OffsetCommitRequest>
{
    protected override Decision Decide(in Call call, OffsetCommitRequest request, DateTimeOffset now)
    {
        if (Refusal(request) is var error and not ErrorCode.None)
            return Decision.Answer(OffsetCommitReply.Refuse(request, error));
        KeepAlive(request, now);

        // A commit may move backwards or beyond the log end: Kafka accepts both, so nothing is compared here.
        var errors = new ErrorCode[request.Offsets.Count];
        var records = new List<GroupRecord>(request.Offsets.Count);
        for (var i = 0; i < errors.Length; i++)
        {
            var (partition, position) = request.Offsets[i];
            if (request.Metadata.Length > options.OffsetMetadataLengthMax)
                errors[i] = ErrorCode.OffsetMetadataTooLarge;
            else if (topics.TryGet(partition, out _))
                records.Add(new OffsetCommitted(request.GroupId, partition, position, request.Metadata, now.ToUnixTimeMilliseconds()));
            else
                errors[i] = ErrorCode.UnknownTopicOrPartition;
        }

        return Decision.Append(request.GroupId, records, new OffsetCommitReply(errors));
    }

    private ErrorCode Refusal(OffsetCommitRequest request)
    {
        if (groups.Find(request.GroupId) is { } group)
            return group.CommitRefusal(request.Member);
        return request.Member.Generation < 0 ? ErrorCode.None : ErrorCode.GroupIdNotFound;
    }

    private void KeepAlive(OffsetCommitRequest request, DateTimeOffset now)
    {
        if (groups.Find(request.GroupId) is ClassicGroup group && group.Find(request.Member.MemberId) is { } member)
            coordinator.KeepAlive(group, member, now);
    }
}
