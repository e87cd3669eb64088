using OffsetGuard.Broker.Protocol;

namespace OffsetGuard.Broker.Replication;

/// <summary>Asks which broker coordinates a group or a transactional id.</summary>
internal sealed record FindCoordinatorRequest(Destination Of) : Request
{
    public override Reply Refuse(ErrorCode error) => new FindCoordinatorReply(error, PartitionRegistration.NoLeader);

    public override string Describe() => $"FindCoordinator {Of.Id}";
}

/// <summary>The broker, which may be one that has just failed.</summary>
internal sealed record FindCoordinatorReply(ErrorCode Error, int BrokerId) : Reply(Error);

/// <summary>Names the leader of the partition that holds the log of a group or of a transactional id.</summary>
/// <remarks>Apache Kafka: KafkaApis.getCoordinator.</remarks>
internal sealed class FindCoordinatorHandler(Addressing addressing) : RequestHandler<FindCoordinatorRequest>
{
    protected override Decision Decide(in Call call, FindCoordinatorRequest request, DateTimeOffset now) => Decision.Answer(
        addressing.BrokerOf(request.Of) is { } brokerId
            ? new FindCoordinatorReply(ErrorCode.None, brokerId)
            : request.Refuse(ErrorCode.CoordinatorNotAvailable));
}
