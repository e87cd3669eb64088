namespace OffsetGuard.Broker.Protocol;

/// <summary>Which kind of broker a request has to reach.</summary>
internal enum DestinationKind
{
    /// <summary>Any one will do.</summary>
    AnyBroker,

    /// <summary>The leader of a partition.</summary>
    Leader,

    /// <summary>The coordinator of a consumer group: the leader of its partition of <c>__consumer_offsets</c>.</summary>
    GroupCoordinator,

    /// <summary>The coordinator of a transactional id: the leader of its partition of <c>__transaction_state</c>.</summary>
    TransactionCoordinator,
}

/// <summary>Where a request has to go. Which broker that is, a client learns and forgets.</summary>
/// <param name="Kind">The kind of broker.</param>
/// <param name="Id">The topic, group or transactional id.</param>
/// <param name="Partition">The partition of a topic.</param>
internal readonly record struct Destination(DestinationKind Kind, string Id, int Partition)
{
    public static readonly Destination AnyBroker = new(DestinationKind.AnyBroker, "", 0);

    /// <summary>What a broker answers that is not the one.</summary>
    public ErrorCode Refusal => Kind == DestinationKind.Leader ? ErrorCode.NotLeaderForPartition : ErrorCode.NotCoordinator;

    public static Destination LeaderOf(TopicPartition partition) => new(DestinationKind.Leader, partition.Topic, partition.Partition);

    public static Destination CoordinatorOf(string groupId) => new(DestinationKind.GroupCoordinator, groupId, 0);

    public static Destination TransactionCoordinatorOf(string transactionalId) => new(DestinationKind.TransactionCoordinator, transactionalId, 0);
}
