using Confluent.Kafka;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution.Live;

/// <summary>The real client over librdkafka's mock cluster; every scenario gets a cluster of its own.</summary>
internal sealed class MockTarget : ITarget
{
    public MockTarget(string libraryPath) => NativeLibrdkafka.Load(libraryPath);

    public string By => $"librdkafka-mock {Library.VersionString} + librdkafka {Library.VersionString}";

    public ITargetSession Begin(Scenario scenario)
    {
        var cluster = new MockCluster(scenario.Topics);
        return new LiveSession(cluster.BootstrapServers, Supports) { OnDispose = cluster.Dispose };
    }

    public void Dispose()
    {
        // The native library stays with the process.
    }

    // The mock knows no other admin requests, and the client aborts the process on some of the refusals.
    private static bool Supports(string adminCall) => adminCall is "listGroupOffsets" or "alterGroupOffsets" or "listOffsets";
}
