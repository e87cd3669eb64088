using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Groups.Offsets;

/// <summary>Writes offsets that wait for the end of their transaction.</summary>
/// <remarks>Apache Kafka: OffsetMetadataManager.commitTransactionalOffset, validateTransactionalOffsetCommit.</remarks>
internal sealed class TxnOffsetCommitHandler(GroupTable groups, TopicTable topics, OffsetsTopic offsetsTopic)
    : RequestHandler<TxnOffsetCommitRequest>
{
    protected override Decision Decide(in Call call, TxnOffsetCommitRequest request, DateTimeOffset now)
    {
        var batch = new BatchHeader(request.ProducerId, request.ProducerEpoch, -1, BatchKind.Transactional);
        if (Refusal(request, batch) is var error and not ErrorCode.None)
            return Decision.Answer(TxnOffsetCommitReply.Refuse(request, error));

        var errors = new ErrorCode[request.Offsets.Count];
        var records = new List<GroupRecord>(request.Offsets.Count);
        for (var i = 0; i < errors.Length; i++)
        {
            var (partition, position) = request.Offsets[i];
            if (topics.TryGet(partition, out _))
                records.Add(new OffsetCommitted(request.GroupId, partition, position, "", now.ToUnixTimeMilliseconds()));
            else
                errors[i] = ErrorCode.UnknownTopicOrPartition;
        }

        return Decision.Append(request.GroupId, records, batch, new TxnOffsetCommitReply(errors));
    }

    private ErrorCode Refusal(TxnOffsetCommitRequest request, in BatchHeader batch)
    {
        if (offsetsTopic.PartitionOf(request.GroupId).Producers.IsFenced(batch))
            return ErrorCode.InvalidProducerEpoch;
        if (groups.Find(request.GroupId) is { } group)
            return group.TransactionalCommitRefusal(request.Member);
        return request.Member.Generation < 0 ? ErrorCode.None : ErrorCode.IllegalGeneration;
    }
}
