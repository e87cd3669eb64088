using Confluent.Kafka;
using OffsetGuard.Testing;

namespace OffsetGuard.Benchmarks.Figures;

/// <summary>What the fake costs, beside the real client over librdkafka's mock cluster where a librdkafka is at hand.</summary>
internal static class BrokerFigures
{
    private const int RoundTrips = 200_000;
    private const int Drained = 1_000_000;
    private const int PayloadBytes = 100;

    private static readonly ConsumerConfig s_consumer = new()
    {
        GroupId = "figures",
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
    };

    private static readonly Lazy<FakeKafka> s_filled = new(() => Filled(RoundTrips));

    public static IEnumerable<Figure> Measure()
    {
        using var peer = MockPeer.Find();
        yield return Beside("produce", Micros(Figure.MedianOf(5, Produce), RoundTrips), "us", peer?.ProduceMicros());
        yield return Beside("produce+consume+commit", Micros(Figure.MedianOf(5, RoundTrip), RoundTrips), "us", peer?.RoundTripMicros());
        yield return Beside("consume", Micros(Figure.MedianOf(5, () => Consume(commits: false)), RoundTrips), "us", peer?.ConsumeMicros());
        yield return Beside("consume+commit", Micros(Figure.MedianOf(5, () => Consume(commits: true)), RoundTrips), "us", peer?.ConsumeAndCommitMicros());
        yield return Drain(peer);
        yield return Beside("cluster+topic+group+first record", Micros(Figure.MedianOf(5_000, FirstRecord), 1), "us", peer?.FirstRecordMicros());
        yield return new Figure("bytes per record beyond the payload", BytesPerRecord() - PayloadBytes, "bytes");
    }

    private static Figure Beside(string name, double value, string unit, double? peer) =>
        new(name, value, unit, peer is null ? "-" : MockPeer.Name, peer);

    private static double Micros(TimeSpan time, int count) => time.TotalMicroseconds / count;

    private static void Produce()
    {
        var kafka = new FakeKafka().CreateTopic("t");
        using var producer = kafka.ProducerBuilder<Null, byte[]>(new ProducerConfig()).Build();
        var message = new Message<Null, byte[]> { Value = new byte[PayloadBytes] };
        for (var i = 0; i < RoundTrips; i++)
            producer.ProduceAsync("t", message).GetAwaiter().GetResult();
    }

    private static void RoundTrip()
    {
        var kafka = new FakeKafka().CreateTopic("t");
        using var producer = kafka.ProducerBuilder<Null, byte[]>(new ProducerConfig()).Build();
        using var consumer = kafka.ConsumerBuilder<Ignore, byte[]>(s_consumer).Build();
        consumer.Subscribe("t");
        var message = new Message<Null, byte[]> { Value = new byte[PayloadBytes] };
        for (var i = 0; i < RoundTrips; i++)
        {
            producer.ProduceAsync("t", message).GetAwaiter().GetResult();
            consumer.Commit(consumer.Consume(TimeSpan.FromSeconds(10)));
        }
    }

    /// <summary>From a log that is full: nothing is waited for.</summary>
    private static void Consume(bool commits)
    {
        using var consumer = s_filled.Value.ConsumerBuilder<Ignore, byte[]>(s_consumer).Build();
        consumer.Assign(new TopicPartitionOffset("t", 0, 0));
        for (var i = 0; i < RoundTrips; i++)
        {
            var record = consumer.Consume(TimeSpan.FromSeconds(10));
            if (commits)
                consumer.Commit(record);
        }
    }

    private static Figure Drain(MockPeer? peer)
    {
        var kafka = Filled(Drained);
        var time = Figure.MedianOf(3, () =>
        {
            using var consumer = kafka.ConsumerBuilder<Ignore, byte[]>(s_consumer).Build();
            consumer.Assign(new TopicPartitionOffset("t", 0, 0));
            for (var i = 0; i < Drained; i++)
                _ = consumer.Consume(TimeSpan.FromSeconds(10)) ?? throw new InvalidOperationException($"Record {i} did not come.");
        });
        return Beside("drain of 1 M records", time.TotalSeconds, "s", peer?.DrainSeconds(Drained));
    }

    private static FakeKafka Filled(int count)
    {
        var kafka = new FakeKafka().CreateTopic("t");
        using var producer = kafka.ProducerBuilder<Null, byte[]>(new ProducerConfig()).Build();
        var message = new Message<Null, byte[]> { Value = new byte[PayloadBytes] };
        for (var i = 0; i < count; i++)
        {
            producer.Produce("t", message);
            if (i % 10_000 == 0)
                producer.Flush(TimeSpan.FromSeconds(10));   // the queue of a producer has an end
        }

        producer.Flush(TimeSpan.FromSeconds(10));
        return kafka;
    }

    private static void FirstRecord()
    {
        var kafka = new FakeKafka().CreateTopic("t");
        kafka.Produce("t", (null, "v"));
        using var consumer = kafka.ConsumerBuilder<Ignore, string>(s_consumer).Build();
        consumer.Subscribe("t");
        _ = consumer.Consume(TimeSpan.FromSeconds(10)) ?? throw new InvalidOperationException("The first record did not come.");
    }

    private static double BytesPerRecord()
    {
        const int Count = 200_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var kafka = Filled(Count);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(kafka);
        return (after - before) / (double)Count;
    }
}
