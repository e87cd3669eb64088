using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Log;

/// <summary>Moves the log start; it never moves back. Committed offsets stay where they are.</summary>
/// <remarks>Apache Kafka: Partition.deleteRecordsOnLeader.</remarks>
internal sealed class DeleteRecordsHandler(TopicTable topics, ClusterHistory history, ParkedFetches parked, LogUpkeep upkeep)
    : RequestHandler<DeleteRecordsRequest>
{
    protected override Decision Decide(in Call call, DeleteRecordsRequest request, DateTimeOffset now)
    {
        if (!topics.TryGet(request.Partition, out var partition))
            return Refuse(ErrorCode.UnknownTopicOrPartition);
        if (!partition.Config.IsDeleted)
            return Refuse(ErrorCode.PolicyViolation);
        var offset = request.BeforeOffset == DeleteRecordsRequest.ToHighWatermark ? partition.HighWatermark : request.BeforeOffset;
        if (offset < 0 || offset > partition.HighWatermark)
            return Refuse(ErrorCode.OffsetOutOfRange);

        if (offset > partition.Log.LogStartOffset)
        {
            history.Trimmed(partition.Id, partition.Log.LogStartOffset, offset, MoveCause.Application);
            partition.Log.RaiseLogStart(offset);
            history.TellOfTrim(partition.Id, offset);
            parked.WakeAt(partition);   // who waits below the new log start is out of range
            upkeep.OnChanged(now);
        }

        return Decision.Answer(new DeleteRecordsReply(ErrorCode.None, partition.Log.LogStartOffset));
    }

    private static Decision Refuse(ErrorCode error) => Decision.Answer(new DeleteRecordsReply(error, -1));
}
