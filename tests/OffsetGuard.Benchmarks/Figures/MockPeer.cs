using Confluent.Kafka;
using OffsetGuard.Conformance.Commands;
using OffsetGuard.Conformance.Execution.Live;

namespace OffsetGuard.Benchmarks.Figures;

/// <summary>The same work done by the real client over librdkafka's mock cluster, on this machine and in this run.</summary>
internal sealed class MockPeer : IDisposable
{
    public const string Name = "real client over librdkafka's mock";

    private const int RoundTrips = 200;

    /// <summary>The mock answers a waiting fetch only when its time is up, half a second later.</summary>
    private const int SlowRoundTrips = 10;

    private readonly MockCluster _cluster = new(new Dictionary<string, int> { ["t"] = 1 });

    /// <summary>Null where no librdkafka is named by the environment.</summary>
    public static MockPeer? Find()
    {
        if (Environment.GetEnvironmentVariable(RunCommand.LibraryVariable) is not { Length: > 0 } path)
            return null;
        NativeLibrdkafka.Load(path);
        return new MockPeer();
    }

    public double ProduceMicros()
    {
        using var producer = Producer();
        return Figure.MedianOf(3, () =>
        {
            for (var i = 0; i < RoundTrips; i++)
                producer.ProduceAsync("t", Message()).GetAwaiter().GetResult();
        }).TotalMicroseconds / RoundTrips;
    }

    public double RoundTripMicros()
    {
        using var producer = Producer();
        using var consumer = Consumer(_cluster, "round-trip");
        consumer.Assign(new TopicPartitionOffset("t", 0, Offset.End));
        consumer.Consume(TimeSpan.FromSeconds(1));
        return Figure.MedianOf(1, () =>
        {
            for (var i = 0; i < SlowRoundTrips; i++)
            {
                producer.ProduceAsync("t", Message()).GetAwaiter().GetResult();
                consumer.Commit(consumer.Consume(TimeSpan.FromSeconds(10)));
            }
        }).TotalMicroseconds / SlowRoundTrips;
    }

    /// <summary>The mock keeps at most 5 MB of a partition, so a part is drained and the time multiplied.</summary>
    public double DrainSeconds(int count) => ConsumeMicros() * count / 1e6;

    public double ConsumeMicros() => ReadMicros(20_000, static (_, _) => { });

    public double ConsumeAndCommitMicros() => ReadMicros(1_000, static (consumer, record) => consumer.Commit(record));

    private static double ReadMicros(int count, Action<IConsumer<Ignore, byte[]>, ConsumeResult<Ignore, byte[]>> then)
    {
        using var cluster = new MockCluster(new Dictionary<string, int> { ["t"] = 1 });
        using var producer = new ProducerBuilder<Null, byte[]>(
            new ProducerConfig { BootstrapServers = cluster.BootstrapServers, QueueBufferingMaxMessages = 2 * count }).SetLogHandler((_, _) => { }).Build();
        for (var i = 0; i < count; i++)
            producer.Produce("t", Message());
        producer.Flush(TimeSpan.FromMinutes(1));

        using var consumer = Consumer(cluster, "read");
        return Figure.MedianOf(1, () =>
        {
            consumer.Assign(new TopicPartitionOffset("t", 0, 0));
            for (var i = 0; i < count; i++)
                then(consumer, consumer.Consume(TimeSpan.FromSeconds(10)) ?? throw new InvalidOperationException($"Record {i} did not come."));
        }).TotalMicroseconds / count;
    }

    public double FirstRecordMicros() => Figure.MedianOf(1, () =>
    {
        using var cluster = new MockCluster(new Dictionary<string, int> { ["t"] = 1 });
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = cluster.BootstrapServers })
            .SetLogHandler((_, _) => { }).Build();
        producer.ProduceAsync("t", Message()).GetAwaiter().GetResult();
        using var consumer = Consumer(cluster, "first");
        consumer.Subscribe("t");
        _ = consumer.Consume(TimeSpan.FromSeconds(30)) ?? throw new InvalidOperationException("The first record did not come.");
        consumer.Close();
    }).TotalMicroseconds;

    public void Dispose() => _cluster.Dispose();

    private static Message<Null, byte[]> Message() => new() { Value = new byte[100] };

    private IProducer<Null, byte[]> Producer() =>
        new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = _cluster.BootstrapServers, LingerMs = 0 })
            .SetLogHandler((_, _) => { }).Build();

    private static IConsumer<Ignore, byte[]> Consumer(MockCluster cluster, string group) =>
        new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = cluster.BootstrapServers,
            GroupId = group,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        }).SetLogHandler((_, _) => { }).Build();
}
