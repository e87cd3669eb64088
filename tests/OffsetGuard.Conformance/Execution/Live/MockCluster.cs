using System.Runtime.InteropServices;

namespace OffsetGuard.Conformance.Execution.Live;

/// <summary>librdkafka's own mock of a cluster: real sockets on the loopback, one broker.</summary>
internal sealed class MockCluster : IDisposable
{
    private const int Producer = 0;

    private readonly nint _client;
    private readonly nint _cluster;

    public MockCluster(IReadOnlyDictionary<string, int> topics)
    {
        _client = NativeLibrdkafka.NewClient(Producer, NativeLibrdkafka.NewConfig(), 0, 0);
        _cluster = NativeLibrdkafka.NewMockCluster(_client, 1);
        NativeLibrdkafka.SetInitialRebalanceDelayMs(_cluster, 0);
        foreach (var (topic, partitionCount) in topics)
            NativeLibrdkafka.CreateTopic(_cluster, topic, partitionCount, 1);
        BootstrapServers = Marshal.PtrToStringUTF8(NativeLibrdkafka.Bootstraps(_cluster))!;
    }

    public string BootstrapServers { get; }

    public void Dispose()
    {
        NativeLibrdkafka.DestroyMockCluster(_cluster);
        NativeLibrdkafka.DestroyClient(_client);
    }
}
