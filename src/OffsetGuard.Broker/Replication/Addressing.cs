using System.Diagnostics.CodeAnalysis;
using OffsetGuard.Broker.Groups;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Topics;
using OffsetGuard.Broker.Transactions;

namespace OffsetGuard.Broker.Replication;

/// <summary>Which broker serves what at this moment.</summary>
internal sealed class Addressing(TopicTable topics, BrokerTable brokers, OffsetsTopic offsetsTopic, TransactionTopic transactionTopic)
{
    /// <summary>The partition whose leader a request has to reach; none when any broker will do, or when there is no such partition.</summary>
    public bool TryGetPartition(Destination destination, [NotNullWhen(true)] out Partition? partition)
    {
        partition = destination.Kind switch
        {
            DestinationKind.Leader => topics.TryGet(new TopicPartition(destination.Id, destination.Partition), out var found) ? found : null,
            DestinationKind.GroupCoordinator => offsetsTopic.PartitionOf(destination.Id),
            DestinationKind.TransactionCoordinator => transactionTopic.PartitionOf(destination.Id),
            _ => null,
        };
        return partition is not null;
    }

    /// <summary>Why the broker that got the call does not answer it, or <see cref="ErrorCode.None"/>.</summary>
    public ErrorCode Refusal(in Call call)
    {
        var destination = call.Request.Destination;
        if (brokers.IsPlain || !TryGetPartition(destination, out var partition))
            return ErrorCode.None;
        if (partition.Replicas.Registration.Leader != call.Broker)
            return destination.Refusal;
        if (call.LeaderEpoch < 0 || call.LeaderEpoch == partition.LeaderEpoch)
            return ErrorCode.None;
        return call.LeaderEpoch < partition.LeaderEpoch ? ErrorCode.FencedLeaderEpoch : ErrorCode.UnknownLeaderEpoch;
    }

    /// <summary>The broker that serves a destination, whether it answers or not; null when there is none.</summary>
    public int? BrokerOf(Destination destination)
    {
        if (brokers.IsPlain || !TryGetPartition(destination, out var partition))
            return BrokerTable.FirstId;
        var leader = partition.Replicas.Registration.Leader;
        return leader == PartitionRegistration.NoLeader ? null : leader;
    }

    /// <summary>Somebody serves the destination, and answers.</summary>
    public bool IsServed(Destination destination) => brokers.IsPlain || (TryGetPartition(destination, out var partition) && partition.IsLed);
}
