using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Log;

/// <summary>Deletes the records of one partition below an offset.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="BeforeOffset">The first offset that stays; <see cref="ToHighWatermark"/> deletes all.</param>
internal sealed record DeleteRecordsRequest(TopicPartition Partition, long BeforeOffset) : Request
{
    public const long ToHighWatermark = -1;

    public override Destination Destination => Destination.LeaderOf(Partition);

    public override Reply Refuse(ErrorCode error) => new DeleteRecordsReply(error, -1);

    public override string Describe() => $"DeleteRecords {Partition} below {BeforeOffset}";
}

/// <summary>The log start offset that the partition has now.</summary>
internal sealed record DeleteRecordsReply(ErrorCode Error, long LowWatermark) : Reply(Error);
