using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Creates one topic.</summary>
internal sealed record CreateTopicRequest(string Name, int PartitionCount) : Request
{
    public override string Describe() => $"CreateTopic {Name} with {PartitionCount} partitions";
}

/// <summary>Whether the topic was created.</summary>
internal sealed record CreateTopicReply(ErrorCode Error) : Reply;
