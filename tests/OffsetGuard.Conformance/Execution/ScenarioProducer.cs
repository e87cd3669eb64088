using Confluent.Kafka;

namespace OffsetGuard.Conformance.Execution;

/// <summary>A producer of a scenario, and the sends whose results were not waited for.</summary>
internal sealed class ScenarioProducer(IProducer<byte[], byte[]> client)
{
    public IProducer<byte[], byte[]> Client { get; } = client;

    public Queue<Task<DeliveryResult<byte[], byte[]>>> Outstanding { get; } = new();

    public bool IsOpen { get; set; } = true;
}
