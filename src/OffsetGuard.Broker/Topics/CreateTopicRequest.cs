using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Creates one topic.</summary>
/// <param name="Name">The name.</param>
/// <param name="PartitionCount">How many partitions; -1 for num.partitions of the brokers.</param>
internal sealed record CreateTopicRequest(string Name, int PartitionCount) : Request
{
    /// <summary>How many copies; -1 for the brokers' default.</summary>
    public int ReplicationFactor { get; init; } = -1;

    /// <summary>The brokers of each partition, the preferred leader first; null when the controller chooses.</summary>
    public IReadOnlyList<IReadOnlyList<int>>? Assignments { get; init; }

    public IReadOnlyDictionary<string, string> Config { get; init; } = new Dictionary<string, string>();

    /// <summary>Everything is checked and nothing is created.</summary>
    public bool IsValidateOnly { get; init; }

    public override Reply Refuse(ErrorCode error) => new CreateTopicReply(error);

    public override string Describe() => $"CreateTopic {Name} with {PartitionCount} partitions";
}

/// <summary>Whether the topic was created, and if not, why in words where the code alone does not say it.</summary>
internal sealed record CreateTopicReply(ErrorCode Error, string? Message = null) : Reply(Error);
