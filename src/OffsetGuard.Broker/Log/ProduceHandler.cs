using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Log;

/// <summary>Appends, then wakes the fetches that wait at the end of the log.</summary>
/// <remarks>Apache Kafka: ReplicaManager.appendRecords.</remarks>
internal sealed class ProduceHandler(TopicTable topics, ParkedFetches parked) : RequestHandler<ProduceRequest>
{
    protected override Decision Decide(in Call call, ProduceRequest request, DateTimeOffset now)
    {
        if (!topics.TryGet(request.Partition, out var partition))
            return Decision.Answer(new ProduceReply(ErrorCode.UnknownTopicOrPartition, LogicalOffset.Unset));

        var baseOffset = partition.Log.LogEndOffset;
        foreach (var record in request.Records)
            partition.Append(record);

        parked.WakeAt(partition);
        return Decision.Answer(new ProduceReply(ErrorCode.None, baseOffset));
    }
}
