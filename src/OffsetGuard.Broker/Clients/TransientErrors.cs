using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Clients;

/// <summary>Refusals that may pass by themselves, so that a client tries again.</summary>
/// <remarks>librdkafka: rdkafka_request.c, rd_kafka_err_action (the actions RETRY and REFRESH).</remarks>
internal static class TransientErrors
{
    /// <summary>The first attempt and two more. librdkafka: RD_KAFKA_REQUEST_DEFAULT_RETRIES.</summary>
    public const int AttemptsMax = 3;

    public static bool Contains(ErrorCode error) => IsMoved(error) || error is ErrorCode.LocalTimedOut or ErrorCode.LocalTransport or ErrorCode.RequestTimedOut
        or ErrorCode.CoordinatorLoadInProgress or ErrorCode.NotEnoughReplicas or ErrorCode.NotEnoughReplicasAfterAppend
        or ErrorCode.InvalidMessage or ErrorCode.StorageError;

    /// <summary>Somebody else would have to be asked: it is certain that nothing was done.</summary>
    public static bool IsMoved(ErrorCode error) => error is ErrorCode.NotLeaderForPartition or ErrorCode.LeaderNotAvailable
        or ErrorCode.BrokerNotAvailable or ErrorCode.ReplicaNotAvailable or ErrorCode.CoordinatorNotAvailable or ErrorCode.NotCoordinator
        or ErrorCode.LocalDestroyBroker;
}
