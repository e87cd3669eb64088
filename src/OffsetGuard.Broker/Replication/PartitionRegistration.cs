namespace OffsetGuard.Broker.Replication;

/// <summary>What the controller knows of a partition. It is data: <see cref="PartitionChange"/> says what follows on it.</summary>
/// <param name="Replicas">The brokers that have a replica, the preferred leader first.</param>
/// <param name="InSync">Those that have everything below the high watermark and count for it.</param>
/// <remarks>Apache Kafka: PartitionRegistration.</remarks>
internal sealed record PartitionRegistration(IReadOnlyList<int> Replicas, IReadOnlyList<int> InSync)
{
    public const int NoLeader = -1;

    /// <summary>Replicas that left the in-sync set when it was smaller than min.insync.replicas: they have everything that was acknowledged (KIP-966).</summary>
    public IReadOnlyList<int> Eligible { get; init; } = [];

    /// <summary>Who led when the in-sync set became empty: it leads again if no eligible replica is left.</summary>
    public int LastKnownLeader { get; init; } = NoLeader;

    public int Leader { get; init; } = NoLeader;

    /// <summary>Grows by one each time the leader changes, also to none.</summary>
    public int LeaderEpoch { get; init; }

    public int PreferredLeader => Replicas[0];
}
