using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Log;

/// <summary>Reads up to the high watermark, or up to the last stable offset for a reader of committed records only.</summary>
/// <remarks>Apache Kafka: ReplicaManager.fetchMessages, LocalLog.read (a fetch beyond the log end or before its start is out of range).</remarks>
internal sealed class FetchHandler(TopicTable topics, ParkedFetches parked) : RequestHandler<FetchRequest>
{
    protected override Decision Decide(in Call call, FetchRequest request, DateTimeOffset now)
    {
        if (!topics.TryGet(request.Partition, out var partition))
            return Decision.Answer(FetchReply.Refuse(ErrorCode.UnknownTopicOrPartition));
        if (TryRead(partition, request, out var reply))
            return Decision.Answer(reply);

        parked.Park(call, request, now);
        return Decision.Park;
    }

    public static bool TryRead(Partition partition, FetchRequest request, out FetchReply reply)
    {
        var log = partition.Log;
        if (request.FetchOffset < log.LogStartOffset || request.FetchOffset > log.LogEndOffset)
        {
            reply = ReplyWith(partition, default, ErrorCode.OffsetOutOfRange);
            return true;
        }

        var records = log.Read(request.FetchOffset, partition.ReadableEnd(request.Isolation));
        if (request.PayloadBytesMax is { } payloadBytesMax)
            records = records.Limit(payloadBytesMax);
        reply = ReplyWith(partition, records);
        if (request.Isolation == IsolationLevel.ReadCommitted && !records.IsEmpty && !records.IsPlain)
            reply = reply with { Aborted = partition.Producers.AbortedBetween(request.FetchOffset, records.LastOffset) };
        return !records.IsEmpty;
    }

    public static FetchReply ReplyWith(Partition partition, RecordSlice records, ErrorCode error = ErrorCode.None) =>
        new(error, records, partition.Log.LogStartOffset, partition.HighWatermark, partition.LastStableOffset);
}
