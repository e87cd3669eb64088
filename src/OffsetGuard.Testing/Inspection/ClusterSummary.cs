using OffsetGuard.Broker.Simulation;

namespace OffsetGuard.Testing.Inspection;

/// <summary>How a cluster stands, for the message of a wait that has come to nothing.</summary>
internal static class ClusterSummary
{
    public static string Of(SimulatedCluster cluster) => string.Join('\n',
    [
        $"The cluster at {cluster.Now:O}:",
        .. cluster.Kafka.Topics.All.Where(t => !t.Name.StartsWith("__", StringComparison.Ordinal)).Select(t => $"  topic {new FakeTopic(t)}"),
        .. cluster.Kafka.Groups.All.Select(g => $"  group {new FakeGroup(g, cluster.Kafka.Groups.Pending)}"),
    ]);
}
