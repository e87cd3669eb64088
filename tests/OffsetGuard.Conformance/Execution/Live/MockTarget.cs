using Confluent.Kafka;
using OffsetGuard.Conformance.Scenarios;

namespace OffsetGuard.Conformance.Execution.Live;

/// <summary>The real client over librdkafka's mock cluster; every scenario gets a cluster of its own.</summary>
internal sealed class MockTarget : ITarget
{
    public MockTarget(string libraryPath) => NativeLibrdkafka.Load(libraryPath);

    public string By => $"librdkafka-mock {Library.VersionString} + librdkafka {Library.VersionString}";

    public ITargetSession Begin(Scenario scenario) => new LiveSession(new MockCluster(scenario.Topics));

    public void Dispose()
    {
        // The native library stays with the process.
    }
}
