using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Log;

/// <summary>Appends records to one partition.</summary>
internal sealed record ProduceRequest(TopicPartition Partition, IReadOnlyList<NewRecord> Records) : Request
{
    public override string Describe() => $"Produce {Records.Count} to {Partition}";
}

/// <summary>The offset of the first appended record.</summary>
internal sealed record ProduceReply(ErrorCode Error, long BaseOffset) : Reply;
