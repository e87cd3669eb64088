using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Topics;

namespace OffsetGuard.Broker.Replication;

/// <summary>A returning replica has thrown away what its leader never had.</summary>
/// <param name="BrokerId">The replica.</param>
/// <param name="FromOffset">The first offset that is gone.</param>
/// <param name="EndOffset">The end of its log before.</param>
internal readonly record struct Truncation(int BrokerId, long FromOffset, long EndOffset);

/// <summary>Learns what moves without a request: who waits for it goes on.</summary>
internal interface IReplicationWatcher
{
    /// <summary>A broker has come or gone, and with it its replicas of these topics; what follows from that has not happened yet.</summary>
    void OnBroker(BrokerNode broker, BrokerChange change, IEnumerable<Topic> topics);

    /// <summary>Records have become readable: those from <paramref name="before"/> on.</summary>
    void OnHighWatermark(Partition partition, long before);

    /// <summary>The partition has another leader, or none.</summary>
    void OnLeader(Partition partition);

    void OnTruncated(Partition partition, Truncation truncation);
}
