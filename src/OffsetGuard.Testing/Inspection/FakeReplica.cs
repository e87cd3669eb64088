using System.Diagnostics;
using OffsetGuard.Broker.Replication;

namespace OffsetGuard.Testing.Inspection;

/// <summary>One copy of a partition as it was when it was looked at.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class FakeReplica
{
    internal FakeReplica(int brokerId, Offset logEndOffset, bool isLeader, bool isInSync) =>
        (BrokerId, LogEndOffset, IsLeader, IsInSync) = (brokerId, logEndOffset, isLeader, isInSync);

    /// <summary>Where it is.</summary>
    public int BrokerId { get; }

    /// <summary>The end of its log: the offset that the next record would get here.</summary>
    public Offset LogEndOffset { get; }

    /// <summary>Whether it leads the partition.</summary>
    public bool IsLeader { get; }

    /// <summary>Whether it counts for the high watermark and may become leader in a clean election.</summary>
    public bool IsInSync { get; }

    internal static IEnumerable<FakeReplica> Of(Broker.Topics.Partition partition)
    {
        if (!partition.IsReplicated)   // to look at it must not make it so
            return [new FakeReplica(BrokerTable.FirstId, partition.Log.LogEndOffset, isLeader: true, isInSync: true)];
        var registration = partition.Replicas.Registration;
        return partition.Replicas.All.Select(r => new FakeReplica(
            r.Broker.Id, r.EndOffset, r.Broker.Id == registration.Leader, registration.InSync.Contains(r.Broker.Id)));
    }

    /// <inheritdoc/>
    public override string ToString() => $"broker {BrokerId} log end {LogEndOffset}{(IsLeader ? ", leader" : "")}{(IsInSync ? ", in sync" : "")}";
}
