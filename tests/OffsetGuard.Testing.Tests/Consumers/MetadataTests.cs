using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>Patterns, and topics that come later.</summary>
public sealed class MetadataTests
{
    private static ConsumerConfig Watchful => new(Manual) { TopicMetadataRefreshIntervalMs = 1000 };

    [Fact]
    public void A_pattern_is_matched_anywhere_in_the_name_of_existing_topics()
    {
        var kafka = WithOrders("a").CreateTopic("orders-eu").CreateTopic("bills");
        using var consumer = kafka.Consumer(Manual);
        consumer.Subscribe("^orders");
        consumer.Next();

        Assert.Equal(["orders", "orders-eu"], consumer.Assignment.Select(p => p.Topic));
        Assert.Equal(["^orders"], consumer.Subscription);
    }

    [Fact]
    public void A_pattern_that_is_none_is_refused()
    {
        using var consumer = WithOrders().Consumer(Manual);

        Throws(ErrorCode.Local_InvalidArg, () => consumer.Subscribe("^orders["));

        Assert.Empty(consumer.Subscription);
    }

    [Fact]
    public void A_topic_that_matches_later_is_found_at_the_refresh_of_the_metadata()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Consumer(Watchful);
        consumer.Subscribe("^orders");
        Assert.Equal(["a"], consumer.Drain());

        kafka.CreateTopic("orders-eu").Produce("orders-eu", (null, "b"));

        Assert.Equal(["a", "b"], consumer.Drain().Order());   // "a" was not committed, and everything was revoked
    }

    [Fact]
    public void A_missing_topic_is_reported_once_and_read_when_it_is_there()
    {
        var kafka = new FakeKafka();
        using var consumer = kafka.Subscribed(Watchful);
        Throws(ErrorCode.UnknownTopicOrPart, () => consumer.Next());
        Assert.Null(consumer.Next());

        kafka.CreateTopic("orders").Produce("orders", (null, "a"));

        Assert.Equal(["a"], consumer.Drain());
    }

    [Fact]
    public void Statistics_come_at_their_interval_and_only_with_one()
    {
        var (with, without) = (new List<string>(), new List<string>());
        var kafka = WithOrders("a");
        using var talkative = kafka.Subscribed(new ConsumerConfig(Manual) { StatisticsIntervalMs = 4000 }, b => b.SetStatisticsHandler((_, json) => with.Add(json)));
        using var silent = kafka.Consumer(Manual, b => b.SetStatisticsHandler((_, json) => without.Add(json)));

        talkative.Drain();
        silent.Next();

        Assert.Equal(2, with.Count);
        Assert.Contains("\"consumer_lag\":0", with[1], StringComparison.Ordinal);
        Assert.Empty(without);
    }

    [Fact]
    public void Fields_that_are_switched_off_are_missing_and_such_a_record_cannot_be_committed()
    {
        var config = Manual;
        config.ConsumeResultFields = "none";
        using var consumer = WithOrders("a").Assigned(config);

        var record = consumer.Next()!;

        Assert.Equal((null, null, TimestampType.NotAvailable), (record.Topic, record.Message.Headers, record.Message.Timestamp.Type));
        Assert.Throws<ArgumentException>(() => consumer.Commit(record));
    }
}
