using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>How far a consumer reads ahead of its application, and what retention does to one that is slow.</summary>
public sealed class ReadAheadTests
{
    private static readonly ConsumerConfig s_oneByOne = new(Manual) { QueuedMinMessages = 1, MaxPartitionFetchBytes = 1 };

    [Fact]
    public void What_a_consumer_has_read_ahead_outlives_its_deletion()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Assigned(Manual);
        consumer.Next();

        kafka.RetainFrom("orders", 0, 3);

        Assert.Equal("b", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_slow_consumer_that_reads_ahead_one_by_one_is_overtaken_by_retention()
    {
        var kafka = WithOrders("a", "b", "c", "d");
        using var consumer = kafka.Assigned(s_oneByOne);
        consumer.Next();

        kafka.RetainFrom("orders", 0, 3);

        Assert.Equal("d", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_consumer_that_has_enough_looks_again_after_its_backoff()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Assigned(s_oneByOne);
        consumer.Next();
        var before = kafka.Now;

        consumer.Next();

        Assert.Equal(TimeSpan.FromSeconds(1), kafka.Now - before);
    }
}
