using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Groups;

/// <summary>Asks for the committed offsets of a group.</summary>
internal sealed record OffsetFetchRequest(string GroupId, IReadOnlyList<TopicPartition> Partitions) : Request
{
    public override string Describe() => $"OffsetFetch {GroupId}";
}

/// <summary>One offset per partition of the request, in its order; <see cref="OffsetAndEpoch.Unset"/> where nothing was committed.</summary>
internal sealed record OffsetFetchReply(IReadOnlyList<PartitionOffset> Offsets) : Reply;
