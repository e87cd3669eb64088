using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Topics;

/// <summary>Gives a topic more partitions.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="PartitionCount">How many it shall have then.</param>
internal sealed record CreatePartitionsRequest(string Topic, int PartitionCount) : Request
{
    /// <summary>Everything is checked and nothing is changed.</summary>
    public bool IsValidateOnly { get; init; }

    public override Reply Refuse(ErrorCode error) => new CreatePartitionsReply(error);

    public override string Describe() => $"CreatePartitions {Topic} to {PartitionCount}";
}

/// <summary>Whether the topic has that many partitions now.</summary>
internal sealed record CreatePartitionsReply(ErrorCode Error, string? Message = null) : Reply(Error);
