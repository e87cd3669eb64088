using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Log;

/// <summary>Asks where a partition begins, ends, or reaches a time.</summary>
/// <param name="Partition">The partition asked about.</param>
/// <param name="TimestampMs">Milliseconds since the epoch, or <see cref="Earliest"/>, <see cref="Latest"/> or <see cref="MaxTimestamp"/>.</param>
/// <param name="Isolation">Decides what "latest" is: the high watermark or the last stable offset.</param>
internal sealed record ListOffsetsRequest(TopicPartition Partition, long TimestampMs, IsolationLevel Isolation) : Request
{
    public const long Latest = -1;
    public const long Earliest = -2;

    /// <summary>The first record with the largest timestamp.</summary>
    public const long MaxTimestamp = -3;

    public override Destination Destination => Destination.LeaderOf(Partition);

    public override Reply Refuse(ErrorCode error) => new ListOffsetsReply(error, -1, -1);

    public override string Describe() => $"ListOffsets {Partition} at {TimestampMs}";
}

/// <summary>The offset, or <see cref="LogicalOffset.End"/> when no record is at or after the time.</summary>
internal sealed record ListOffsetsReply(ErrorCode Error, long Offset, int LeaderEpoch) : Reply(Error)
{
    /// <summary>The timestamp of the record that was found; -1 for a mark of the log.</summary>
    public long TimestampMs { get; init; } = -1;
}
