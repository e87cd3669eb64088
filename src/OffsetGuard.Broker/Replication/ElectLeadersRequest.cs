using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Replication;

/// <summary>Asks the controller to elect the preferred leader of a partition, or any leader at all.</summary>
/// <param name="Partition">The partition.</param>
/// <param name="Election"><see cref="Election.Preferred"/> or <see cref="Election.Unclean"/>.</param>
internal sealed record ElectLeadersRequest(TopicPartition Partition, Election Election) : Request
{
    public override Reply Refuse(ErrorCode error) => new ElectLeadersReply(error);

    public override string Describe() => $"ElectLeaders {Election} {Partition}";
}

/// <summary>Whether the partition has the leader that was asked for now.</summary>
internal sealed record ElectLeadersReply(ErrorCode Error) : Reply(Error);

/// <summary>Elects a leader on demand.</summary>
/// <remarks>Apache Kafka: ReplicationControlManager.electLeader.</remarks>
internal sealed class ElectLeadersHandler(TopicTable topics) : RequestHandler<ElectLeadersRequest>
{
    protected override Decision Decide(in Call call, ElectLeadersRequest request, DateTimeOffset now) =>
        Decision.Answer(new ElectLeadersReply(topics.TryGet(request.Partition, out var partition)
            ? Elect(partition.Replicas, request.Election)
            : ErrorCode.UnknownTopicOrPartition));

    private static ErrorCode Elect(ReplicaSet replicas, Election election)
    {
        var before = replicas.Registration;
        if (before.Leader == before.PreferredLeader || (election == Election.Unclean && before.Leader != PartitionRegistration.NoLeader))
            return ErrorCode.ElectionNotNeeded;

        replicas.Elect(election);
        if (replicas.Registration.Leader != before.Leader)
            return ErrorCode.None;
        return election == Election.Preferred ? ErrorCode.PreferredLeaderNotAvailable : ErrorCode.EligibleLeadersNotAvailable;
    }
}
