using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using OffsetGuard.Testing;

namespace OffsetGuard.Benchmarks.Details;

/// <summary>The fake's hot path in detail: one record through produce, consume and commit.</summary>
[MemoryDiagnoser]
public class RoundTripBenchmarks : IDisposable
{
    private readonly Message<Null, byte[]> _message = new() { Value = new byte[100] };
    private readonly IProducer<Null, byte[]> _producer;
    private readonly IConsumer<Ignore, byte[]> _consumer;

    public RoundTripBenchmarks()
    {
        var kafka = new FakeKafka().CreateTopic("t");
        _producer = kafka.ProducerBuilder<Null, byte[]>(new ProducerConfig()).Build();
        _consumer = kafka.ConsumerBuilder<Ignore, byte[]>(
            new ConsumerConfig { GroupId = "g", AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }).Build();
        _consumer.Subscribe("t");
    }

    [Benchmark]
    public DeliveryResult<Null, byte[]> Produce() => _producer.ProduceAsync("t", _message).GetAwaiter().GetResult();

    [Benchmark]
    public void ProduceConsumeCommit()
    {
        _producer.ProduceAsync("t", _message).GetAwaiter().GetResult();
        _consumer.Commit(_consumer.Consume(TimeSpan.FromSeconds(1)));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _consumer.Dispose();
        _producer.Dispose();
        GC.SuppressFinalize(this);
    }
}
