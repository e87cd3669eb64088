namespace OffsetGuard.Analyzers.Kafka;

/// <summary>Names of the Confluent.Kafka API. A test compares each with the real package.</summary>
internal static class KafkaNames
{
    public const string Assembly = "Confluent.Kafka";
    public const string Namespace = "Kafka";

    public const string ConsumerType = "Confluent.Kafka.IConsumer`2";
    public const string ProducerType = "Confluent.Kafka.IProducer`2";
    public const string ClientType = "Confluent.Kafka.IClient";
    public const string ConsumerBuilderType = "Confluent.Kafka.ConsumerBuilder`2";
    public const string ConsumerConfigType = "Confluent.Kafka.ConsumerConfig";
    public const string ConfigType = "Confluent.Kafka.Config";
    public const string ConsumeResultType = "Confluent.Kafka.ConsumeResult`2";
    public const string MessageType = "Confluent.Kafka.Message`2";

    public const string Consume = "Consume";
    public const string Commit = "Commit";
    public const string StoreOffset = "StoreOffset";
    public const string Committed = "Committed";
    public const string Seek = "Seek";
    public const string Assign = "Assign";
    public const string Subscribe = "Subscribe";
    public const string Build = "Build";
    public const string Set = "Set";
    public const string SetPartitionsAssignedHandler = "SetPartitionsAssignedHandler";
    public const string SetPartitionsRevokedHandler = "SetPartitionsRevokedHandler";
    public const string SetPartitionsLostHandler = "SetPartitionsLostHandler";
    public const string ConsumerGroupMetadata = "ConsumerGroupMetadata";

    public const string Produce = "Produce";
    public const string ProduceAsync = "ProduceAsync";
    public const string SendOffsetsToTransaction = "SendOffsetsToTransaction";

    public const string Flush = "Flush";
    public const string Close = "Close";
    public const string Dispose = "Dispose";
    public const string Unsubscribe = "Unsubscribe";
    public const string Unassign = "Unassign";
    public const string IncrementalAssign = "IncrementalAssign";
    public const string IncrementalUnassign = "IncrementalUnassign";
    public const string Pause = "Pause";

    public const string ConsumeException = "ConsumeException";
    public const string KafkaException = "KafkaException";
    public const string IsFatal = "IsFatal";

    public const string Offset = "Offset";
    public const string Beginning = "Beginning";
    public const string End = "End";
    public const string TopicPartitionOffset = "TopicPartitionOffset";
    public const string TopicPartition = "TopicPartition";
    public const string Partition = "Partition";
    public const string Topic = "Topic";
    public const string Message = "Message";
    public const string Timestamp = "Timestamp";
    public const string IsPartitionEof = "IsPartitionEOF";

    public const string EnableAutoCommit = "EnableAutoCommit";
    public const string EnableAutoOffsetStore = "EnableAutoOffsetStore";
    public const string AutoOffsetReset = "AutoOffsetReset";
    public const string EnablePartitionEof = "EnablePartitionEof";
    public const string GroupId = "GroupId";
    public const string GroupInstanceId = "GroupInstanceId";
    public const string GroupProtocol = "GroupProtocol";
    public const string SessionTimeoutMs = "SessionTimeoutMs";
    public const string HeartbeatIntervalMs = "HeartbeatIntervalMs";
    public const string PartitionAssignmentStrategy = "PartitionAssignmentStrategy";
}
