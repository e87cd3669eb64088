using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Log;

/// <summary>Asks where a leader epoch ends: a reader who stands behind that end has read records that are gone (KIP-320).</summary>
internal sealed record OffsetForLeaderEpochRequest(TopicPartition Partition, int LeaderEpoch) : Request
{
    public override Destination Destination => Destination.LeaderOf(Partition);

    public override Reply Refuse(ErrorCode error) => new OffsetForLeaderEpochReply(error, EpochEnd.Unknown);

    public override string Describe() => $"OffsetForLeaderEpoch {Partition} epoch {LeaderEpoch}";
}

/// <summary>The end of the epoch, or of the last one before it that wrote something.</summary>
internal sealed record OffsetForLeaderEpochReply(ErrorCode Error, EpochEnd End) : Reply(Error);

/// <summary>Looks into the epochs of the leader's log.</summary>
/// <remarks>Apache Kafka: Partition.lastOffsetForLeaderEpoch.</remarks>
internal sealed class OffsetForLeaderEpochHandler(TopicTable topics) : RequestHandler<OffsetForLeaderEpochRequest>
{
    protected override Decision Decide(in Call call, OffsetForLeaderEpochRequest request, DateTimeOffset now) => Decision.Answer(
        topics.TryGet(request.Partition, out var partition)
            ? new OffsetForLeaderEpochReply(ErrorCode.None, partition.Log.Epochs.EndOf(request.LeaderEpoch, partition.Log.LogEndOffset))
            : request.Refuse(ErrorCode.UnknownTopicOrPartition));
}
