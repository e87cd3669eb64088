using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Replication;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Log;

/// <summary>Appends a batch, then wakes the fetches that wait at the end of the log.</summary>
/// <remarks>Apache Kafka: ReplicaManager.appendRecords, UnifiedLog.analyzeAndValidateProducerState (a batch sent twice is written once).</remarks>
internal sealed class ProduceHandler(
    TopicTable topics, ClusterHistory history, ParkedFetches parked, LogUpkeep upkeep, ReplicationWaits waits) : RequestHandler<ProduceRequest>
{
    protected override Decision Decide(in Call call, ProduceRequest request, DateTimeOffset now)
    {
        if (!topics.TryGet(request.Partition, out var partition))
            return Refuse(ErrorCode.UnknownTopicOrPartition);
        if (request.Acks == Acks.All && !partition.HasEnoughInSync)
            return Refuse(ErrorCode.NotEnoughReplicas);
        if (BatchRules.Refusal(request.Records, partition.Config, now) is var refusal and not ErrorCode.None)
            return Refuse(refusal);
        if (partition.Producers.FindDuplicate(request.Batch, request.Records.Count) is { } writtenAt)
        {
            history.Add(new DuplicateDropped(request.Partition, writtenAt, request.Records.Count));
            return Confirm(call, partition, new ProduceReply(ErrorCode.None, writtenAt), now);
        }

        if (partition.Producers.Refusal(request.Batch) is var error and not ErrorCode.None)
            return Refuse(error);

        var records = partition.Config.IsLogAppendTime ? BatchRules.Stamped(request.Records, now) : request.Records;
        history.Appended(request.Partition, partition.Log.LogEndOffset, records.Count);   // before what follows from it: replicas fetch at once
        var baseOffset = partition.Append(records, request.Batch);
        history.TellOfAppend(request.Partition, baseOffset, request.Records, request.Batch);
        upkeep.OnAppended(partition, records, now);
        parked.WakeAt(partition);
        return Confirm(call, partition, new ProduceReply(ErrorCode.None, baseOffset)
        {
            LogAppendTimeMs = partition.Config.IsLogAppendTime ? now.ToUnixTimeMilliseconds() : null,
        }, now);
    }

    /// <summary>At once, or when the in-sync replicas have it.</summary>
    private Decision Confirm(in Call call, Partition partition, ProduceReply reply, DateTimeOffset now)
    {
        var request = (ProduceRequest)call.Request;
        if (request.Acks != Acks.All || partition.HighWatermark == partition.Log.LogEndOffset)
            return Decision.Answer(reply);
        waits.Answer(call, reply, partition, ErrorCode.RequestTimedOut, now + request.WaitMax);
        return Decision.Park;
    }

    private static Decision Refuse(ErrorCode error) => Decision.Answer(new ProduceReply(error, LogicalOffset.Unset));
}
