using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Log;

/// <summary>Log start, end of what the reader may see, or the first record at or after a time.</summary>
/// <remarks>Apache Kafka: Partition.fetchOffsetForTimestamp.</remarks>
internal sealed class ListOffsetsHandler(TopicTable topics) : RequestHandler<ListOffsetsRequest>
{
    protected override Decision Decide(in Call call, ListOffsetsRequest request, DateTimeOffset now)
    {
        if (!topics.TryGet(request.Partition, out var partition))
            return Decision.Answer(new ListOffsetsReply(ErrorCode.UnknownTopicOrPartition, LogicalOffset.Unset, -1));

        var end = partition.ReadableEnd(request.Isolation);
        var offset = request.TimestampMs switch
        {
            ListOffsetsRequest.Earliest => partition.Log.LogStartOffset,
            ListOffsetsRequest.Latest => end,
            _ => partition.Log.FirstOffsetAtOrAfter(request.TimestampMs) is { } found && found < end ? found : LogicalOffset.End,
        };
        return Decision.Answer(new ListOffsetsReply(ErrorCode.None, offset, offset == LogicalOffset.End ? -1 : partition.LeaderEpoch));
    }
}
