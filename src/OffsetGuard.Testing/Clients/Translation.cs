using OffsetAndEpoch = OffsetGuard.Broker.Protocol.OffsetAndEpoch;

namespace OffsetGuard.Testing.Clients;

/// <summary>The broker's words in Confluent.Kafka's types, and back.</summary>
internal static class Translation
{
    public static BrokerPartition ToBroker(this TopicPartition partition) =>
        new(partition.Topic ?? throw new ArgumentException("The topic of a partition must not be null."), partition.Partition.Value);

    public static BrokerOffset ToBroker(this TopicPartitionOffset offset) =>
        new(offset.TopicPartition.ToBroker(), new OffsetAndEpoch(offset.Offset.Value, offset.LeaderEpoch ?? -1));

    public static TopicPartition ToClient(this BrokerPartition partition) => new(partition.Topic, partition.Partition);

    public static TopicPartitionOffset ToClient(this BrokerOffset offset) =>
        new(offset.Partition.ToClient(), offset.Position.NextOffset, offset.Position.LeaderEpoch);

    public static List<TopicPartitionOffset> ToClient(this IEnumerable<BrokerOffset> offsets) => [.. offsets.Select(o => o.ToClient())];

    /// <summary>An error with a reason: without one, Confluent.Kafka asks the native library for it.</summary>
    public static Error ToClient(this BrokerError code) => new((ErrorCode)code, Reason(code));

    /// <summary>The same for an error that has finished its client.</summary>
    public static Error ToFatal(this BrokerError code) => new((ErrorCode)code, Reason(code), isFatal: true);

    /// <summary>Throws what the real client throws for an error of one call.</summary>
    public static void ThrowIfError(this BrokerError code)
    {
        if (code != BrokerError.None)
            throw new KafkaException(code.ToClient());
    }

    private static string Reason(BrokerError code) => code switch
    {
        BrokerError.None => "Success",
        BrokerError.LocalAssignmentLost => "Local: Group partition assignment lost",
        BrokerError.LocalAutoOffsetReset => "Local: No offset to automatically reset to",
        BrokerError.LocalInvalidArgument => "Local: Invalid argument or configuration",
        BrokerError.LocalNoOffset => "Local: No offset stored",
        BrokerError.LocalState => "Local: Erroneous state",
        BrokerError.LocalTimedOut => "Local: Timed out",
        BrokerError.LocalUnknownPartition => "Local: Unknown partition",
        BrokerError.LocalUnknownTopic => "Local: Unknown topic",
        BrokerError.OffsetOutOfRange => "Broker: Offset out of range",
        BrokerError.UnknownTopicOrPartition => "Broker: Unknown topic or partition",
        BrokerError.IllegalGeneration => "Broker: Specified group generation id is not valid",
        BrokerError.InconsistentGroupProtocol => "Broker: Inconsistent group protocol",
        BrokerError.UnknownMemberId => "Broker: Unknown member",
        BrokerError.InvalidSessionTimeout => "Broker: Invalid session timeout",
        BrokerError.RebalanceInProgress => "Broker: Group rebalance in progress",
        BrokerError.LocalConflict => "Local: Conflicting use",
        BrokerError.LocalUnknownGroup => "Local: Unknown group",
        BrokerError.CoordinatorNotAvailable => "Broker: Coordinator not available",
        BrokerError.InvalidTopic => "Broker: Invalid topic",
        BrokerError.TopicAlreadyExists => "Broker: Topic already exists",
        BrokerError.InvalidPartitions => "Broker: Invalid number of partitions",
        BrokerError.GroupIdNotFound => "Broker: The group id does not exist",
        BrokerError.MemberIdRequired => "Broker: Group member needs a valid member ID",
        _ => ProducerReasons.Of(code),
    };
}
