using BenchmarkDotNet.Attributes;
using Confluent.Kafka;
using OffsetGuard.Testing;

namespace OffsetGuard.Benchmarks.Details;

/// <summary>What a test costs that begins with a new cluster: alone in a group, and with a second member that takes its half.</summary>
[MemoryDiagnoser]
public class GroupBenchmarks
{
    private static readonly ConsumerConfig s_config = new() { GroupId = "g", AutoOffsetReset = AutoOffsetReset.Earliest, EnableAutoCommit = false };

    [Benchmark]
    public ConsumeResult<Ignore, string> NewClusterToFirstRecord()
    {
        var kafka = new FakeKafka().CreateTopic("t");
        kafka.Produce("t", (null, "v"));
        using var consumer = Subscribed(kafka);
        return consumer.Consume(TimeSpan.FromSeconds(10));
    }

    [Benchmark]
    public int NewClusterToTwoMembers()
    {
        var kafka = new FakeKafka().CreateTopic("t", partitions: 2);
        using var first = Subscribed(kafka);
        first.Consume(TimeSpan.Zero);
        using var second = Subscribed(kafka);
        for (var i = 0; i < 10 && second.Assignment.Count == 0; i++)
        {
            first.Consume(TimeSpan.FromSeconds(1));
            second.Consume(TimeSpan.FromSeconds(1));
        }

        return second.Assignment.Count;
    }

    private static IConsumer<Ignore, string> Subscribed(FakeKafka kafka)
    {
        var consumer = kafka.ConsumerBuilder<Ignore, string>(s_config).Build();
        consumer.Subscribe("t");
        return consumer;
    }
}
