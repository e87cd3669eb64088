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

        return Decision.Answer(request.TimestampMs switch
        {
            ListOffsetsRequest.Earliest => At(partition, partition.Log.LogStartOffset),
            ListOffsetsRequest.Latest => At(partition, partition.ReadableEnd(request.Isolation)),
            ListOffsetsRequest.MaxTimestamp => At(partition, request, partition.Log.WithLargestTimestamp()),
            _ => At(partition, request, partition.Log.FirstAtOrAfter(request.TimestampMs)),
        });
    }

    private static ListOffsetsReply At(Partition partition, long offset) => new(ErrorCode.None, offset, partition.LeaderEpoch);

    /// <summary>What the reader may not see yet is not named either.</summary>
    private static ListOffsetsReply At(Partition partition, ListOffsetsRequest request, TimestampedOffset? found) =>
        found is { } at && at.Offset < partition.ReadableEnd(request.Isolation)
            ? At(partition, at.Offset) with { TimestampMs = at.TimestampMs }
            : new ListOffsetsReply(ErrorCode.None, LogicalOffset.End, -1);
}
