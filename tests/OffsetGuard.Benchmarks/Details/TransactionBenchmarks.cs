using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using OffsetGuard.Testing;

namespace OffsetGuard.Benchmarks.Details;

/// <summary>Consume, transform, produce: one transaction a record, its offset included.</summary>
[MemoryDiagnoser]
public class TransactionBenchmarks : IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    private readonly FakeKafka _kafka = new FakeKafka().CreateTopic("in").CreateTopic("out");
    private readonly IConsumer<Null, string> _consumer;
    private readonly IProducer<Null, string> _producer;

    public TransactionBenchmarks()
    {
        _consumer = _kafka.ConsumerBuilder<Null, string>(
            new ConsumerConfig { GroupId = "g", AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false }).Build();
        _consumer.Subscribe("in");
        _producer = _kafka.ProducerBuilder<Null, string>(new ProducerConfig { TransactionalId = "x" }).Build();
        _producer.InitTransactions(s_timeout);
    }

    [Benchmark]
    public void ExactlyOnce()
    {
        _kafka.Produce("in", (null, "v"));
        var record = _consumer.Consume(s_timeout);
        _producer.BeginTransaction();
        _producer.Produce("out", record.Message);
        _producer.SendOffsetsToTransaction([new TopicPartitionOffset(record.TopicPartition, record.Offset + 1)], _consumer.ConsumerGroupMetadata, s_timeout);
        _producer.CommitTransaction(s_timeout);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _consumer.Dispose();
        _producer.Dispose();
        GC.SuppressFinalize(this);
    }
}
