using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Asks which topics exist and how many partitions they have.</summary>
internal sealed record MetadataRequest : Request
{
    /// <summary>A topic to create if it is missing and the broker is configured to; null for none.</summary>
    public string? ToCreate { get; init; }

    public override Reply Refuse(ErrorCode error) => new MetadataReply([], error);

    public override string Describe() => "Metadata";
}

/// <summary>Partition counts by topic name, in ordinal order; none with an error.</summary>
internal sealed record MetadataReply(IReadOnlyList<KeyValuePair<string, int>> Topics, ErrorCode Error = ErrorCode.None) : Reply(Error)
{
    /// <summary>The brokers that are part of the cluster. Empty, as <see cref="Leaders"/>, where one broker has always been everything.</summary>
    public IReadOnlyList<int> Brokers { get; init; } = [];

    public IReadOnlyList<PartitionLeader> Leaders { get; init; } = [];
}

/// <summary>Who leads a partition.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="BrokerId">The leader, or <see cref="Replication.PartitionRegistration.NoLeader"/>.</param>
/// <param name="LeaderEpoch">Its epoch.</param>
internal readonly record struct PartitionLeader(TopicPartition Partition, int BrokerId, int LeaderEpoch)
{
    /// <summary>The brokers that have a replica, the preferred leader first.</summary>
    public required IReadOnlyList<int> Replicas { get; init; }

    public required IReadOnlyList<int> InSync { get; init; }
}
