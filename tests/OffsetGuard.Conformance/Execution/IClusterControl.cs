namespace OffsetGuard.Conformance.Execution;

/// <summary>A partition as those see it who operate the cluster.</summary>
/// <param name="ReplicaCount">How many replicas it has.</param>
/// <param name="InSyncCount">How many of them are in sync.</param>
/// <param name="Leader">The broker that leads; null for none.</param>
/// <param name="LeaderEpoch">Grows with every change of the leader.</param>
internal sealed record PartitionState(int ReplicaCount, int InSyncCount, int? Leader, int LeaderEpoch)
{
    public required (long Start, long HighWatermark, long End, long Stable) Log { get; init; }

    /// <summary>The brokers that have a replica.</summary>
    public required IReadOnlyList<int> Brokers { get; init; }
}

/// <summary>What a scenario does to brokers. Partitions are <c>t/0</c>, <c>coordinator:g</c> or <c>txn:x</c>.</summary>
internal interface IClusterControl
{
    IReadOnlyList<int> Brokers { get; }

    bool IsUp(int broker);

    void Kill(int broker);

    void Stop(int broker);

    void Pause(int broker);

    void Resume(int broker);

    void Start(int broker);

    /// <summary>Does something later, whatever the scenario waits for then.</summary>
    void After(TimeSpan time, Action action);

    /// <summary>Null when the partition has the leader that was asked for, or the error.</summary>
    string? Elect(string of, bool isUnclean);

    PartitionState Look(string of);
}
