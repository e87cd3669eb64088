namespace OffsetGuard.Broker.Protocol;

/// <summary>Error codes with the numbers that Kafka (positive) and librdkafka (negative) give them.</summary>
/// <remarks>Apache Kafka: org.apache.kafka.common.protocol.Errors. librdkafka: rd_kafka_resp_err_t.</remarks>
internal enum ErrorCode : short
{
    LocalAssignmentLost = -142,
    LocalAutoOffsetReset = -140,
    LocalInvalidArgument = -186,
    LocalNoOffset = -168,
    LocalState = -172,
    LocalTimedOut = -185,
    LocalUnknownGroup = -179,
    LocalUnknownPartition = -190,
    LocalUnknownTopic = -188,
    LocalConflict = -173,

    None = 0,
    OffsetOutOfRange = 1,
    UnknownTopicOrPartition = 3,
    CoordinatorNotAvailable = 15,
    InvalidTopic = 17,
    IllegalGeneration = 22,
    InconsistentGroupProtocol = 23,
    UnknownMemberId = 25,
    InvalidSessionTimeout = 26,
    RebalanceInProgress = 27,
    TopicAlreadyExists = 36,
    InvalidPartitions = 37,
    GroupIdNotFound = 69,
    MemberIdRequired = 79,
}
