using OffsetGuard.Broker.Fingerprints;

namespace OffsetGuard.Chaos.Worlds;

/// <content>What is left of the world when its processes are gone.</content>
public sealed partial class World
{
    /// <summary>
    /// Equal for two worlds in which everything goes on the same way once the processes are dead: the cluster without their clients, the
    /// durable stores, and what the checkers have seen of records that are not settled yet.
    /// </summary>
    internal ulong FingerprintIfKilled()
    {
        var hash = new StateHash();
        hash.Add(Cluster.FingerprintWithout([.. Scheduler.Incarnations.Where(i => i.IsAlive).SelectMany(i => i.Clients)]));
        Durable.AddTo(ref hash);
        foreach (var progress in Ledger.All)
            progress.AddTo(ref hash);
        Transactions.AddTo(ref hash);
        return hash.Value;
    }
}
