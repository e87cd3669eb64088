using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using OffsetGuard.Testing;

namespace OffsetGuard.Benchmarks.Details;

/// <summary>Reading a log that is full, record by record.</summary>
[MemoryDiagnoser]
public class ConsumeBenchmarks : IDisposable
{
    private const int RecordCount = 10_000;

    private readonly IConsumer<Ignore, byte[]> _consumer;

    public ConsumeBenchmarks()
    {
        var kafka = new FakeKafka().CreateTopic("t");
        using var producer = kafka.ProducerBuilder<Null, byte[]>(new ProducerConfig()).Build();
        for (var i = 0; i < RecordCount; i++)
            producer.Produce("t", new Message<Null, byte[]> { Value = new byte[100] });
        producer.Flush(TimeSpan.FromSeconds(10));
        _consumer = kafka.ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig { GroupId = "g", EnableAutoCommit = false }).Build();
    }

    [IterationSetup]
    public void FromTheStart() => _consumer.Assign(new TopicPartitionOffset("t", 0, 0));

    [Benchmark(OperationsPerInvoke = RecordCount)]
    public void Consume()
    {
        for (var i = 0; i < RecordCount; i++)
            _consumer.Consume(TimeSpan.FromSeconds(1));
    }

    [Benchmark(OperationsPerInvoke = RecordCount)]
    public void ConsumeAndCommit()
    {
        for (var i = 0; i < RecordCount; i++)
            _consumer.Commit(_consumer.Consume(TimeSpan.FromSeconds(1)));
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _consumer.Dispose();
        GC.SuppressFinalize(this);
    }
}
