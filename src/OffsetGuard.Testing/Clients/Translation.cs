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
    public static Error ToClient(this BrokerError code) => new((ErrorCode)code, ErrorReasons.Of(code));

    /// <summary>The same for an error that has finished its client.</summary>
    public static Error ToFatal(this BrokerError code) => new((ErrorCode)code, ErrorReasons.Of(code), isFatal: true);

    /// <summary>Throws what the real client throws for an error of one call.</summary>
    public static void ThrowIfError(this BrokerError code)
    {
        if (code != BrokerError.None)
            throw new KafkaException(code.ToClient());
    }
}
