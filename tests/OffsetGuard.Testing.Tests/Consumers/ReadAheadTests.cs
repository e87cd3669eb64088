using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>How far a client reads ahead of its application: queued.min.messages, and how much one fetch brings.</summary>
public sealed class ReadAheadTests
{
    private static readonly ConsumerConfig s_slow = new(Manual) { QueuedMinMessages = 1, MaxPartitionFetchBytes = 1 };

    [Fact]
    public void A_slow_consumer_reads_on_when_it_comes_for_more_and_is_caught_by_retention()
    {
        var kafka = WithOrders("a", "b", "c", "d");
        using var consumer = kafka.Assigned(s_slow);
        consumer.Next();

        kafka.RetainFrom("orders", 0, 3);

        Assert.Equal("d", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void What_was_read_ahead_outlives_its_deletion()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Assigned(Manual);
        consumer.Next();

        kafka.RetainFrom("orders", 0, 3);

        Assert.Equal(["b", "c"], consumer.Drain());
    }

    [Fact]
    public void One_fetch_brings_whole_batches_and_at_least_one()
    {
        var kafka = WithOrders();
        Send(kafka, "a", "b", "c");
        Send(kafka, "d", "e");
        using var consumer = kafka.Assigned(s_slow);

        consumer.Next();

        Assert.Equal(2, PrefetchedCount(kafka, consumer));
        Assert.Equal(["b", "c", "d", "e"], consumer.Drain());
    }

    [Fact]
    public void The_next_fetch_waits_for_Consume_and_not_for_a_time()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Assigned(s_slow);
        consumer.Next();

        kafka.AdvanceTime(TimeSpan.FromMinutes(1));

        Assert.Equal(0, PrefetchedCount(kafka, consumer));
    }

    [Fact]
    public void Without_such_settings_everything_is_read_ahead()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Assigned(Manual);

        consumer.Next();

        Assert.Equal(2, PrefetchedCount(kafka, consumer));
    }

    private static int PrefetchedCount(FakeKafka kafka, IConsumer<Null, string> consumer) =>
        kafka.Client(consumer.Name).Partition("orders", 0).PrefetchedCount;

    private static void Send(FakeKafka kafka, params string[] values)
    {
        using var producer = kafka.ProducerBuilder<Null, string>(new ProducerConfig { LingerMs = 50 }).Build();
        foreach (var value in values)
            producer.Produce("orders", new Message<Null, string> { Value = value });
        producer.Flush(TimeSpan.FromSeconds(1));
    }
}
