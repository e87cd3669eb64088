using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests;

/// <summary>What somebody writes who has never seen the fake, and what he is told when he errs.</summary>
public sealed class FirstTestTests
{
    [Fact]
    public void A_first_test_is_five_lines()
    {
        var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", ("o-1", "created"));
        using var consumer = kafka.Consumer<string, string>("billing", "orders");
        var order = consumer.Consume(TimeSpan.FromMinutes(5));
        consumer.Commit(order);
        Assert.Equal(1, kafka.Group("billing").Committed("orders", 0).Value);
    }

    [Fact]
    public async Task A_producer_is_one_line()
    {
        var kafka = new FakeKafka().CreateTopic("orders");
        using var producer = kafka.Producer<Null, string>();

        await producer.ProduceAsync("orders", new Message<Null, string> { Value = "created" });

        Assert.Equal(["created"], kafka.Topic("orders").Values(0));
    }

    [Fact]
    public void A_consumer_without_topics_subscribes_to_nothing()
    {
        using var consumer = new FakeKafka().Consumer<string, string>("billing");

        Assert.Empty(consumer.Subscription);
    }

    [Fact]
    public void A_wait_that_comes_to_nothing_says_what_there_is()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Consumer(new ConsumerConfig { GroupId = "billing" });   // begins at the end: the client's default
        consumer.Subscribe("orders");

        var failure = Assert.Throws<InvalidOperationException>(() => consumer.Consume());

        Assert.Contains("AutoOffsetReset.Earliest", failure.Message, StringComparison.Ordinal);
        Assert.Contains("topic orders", failure.Message, StringComparison.Ordinal);
        Assert.Contains("group billing", failure.Message, StringComparison.Ordinal);
    }
}
