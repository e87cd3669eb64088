using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Log;

/// <summary>Appends one batch of records to one partition: all of them, or none.</summary>
internal sealed record ProduceRequest(TopicPartition Partition, IReadOnlyList<NewRecord> Records) : Request
{
    /// <summary>Who sends it; <see cref="BatchHeader.None"/> without idempotence.</summary>
    public BatchHeader Batch { get; init; } = BatchHeader.None;

    /// <summary>When to answer.</summary>
    public Acks Acks { get; init; } = Acks.Leader;

    /// <summary>How long <see cref="Acks.All"/> may wait for the replicas. librdkafka: request.timeout.ms.</summary>
    public TimeSpan WaitMax { get; init; } = TimeSpan.FromSeconds(30);

    public override Destination Destination => Destination.LeaderOf(Partition);

    public override Patience Patience => Patience.Endless;

    public override Reply Refuse(ErrorCode error) => new ProduceReply(error, -1);

    public override string Describe() => $"Produce {Records.Count} to {Partition}";
}

/// <summary>The offset of the first appended record.</summary>
internal sealed record ProduceReply(ErrorCode Error, long BaseOffset) : Reply(Error)
{
    /// <summary>The timestamp that the broker gave the records, in a topic with message.timestamp.type=LogAppendTime.</summary>
    public long? LogAppendTimeMs { get; init; }
}
