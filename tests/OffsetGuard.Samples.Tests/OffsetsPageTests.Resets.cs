using Confluent.Kafka;
using OffsetGuard.Testing;

namespace SamplesTests;

/// <content>Offsets that lead nowhere: auto.offset.reset decides, or nobody does.</content>
public sealed partial class OffsetsPageTests
{
    [Fact]
    public void The_committed_offset_lies_beyond_the_end_of_the_log()
    {
        var kafka = new FakeKafka(new FakeKafkaOptions { BrokerCount = 3 }).CreateTopic("orders", partitions: 1, replicas: 3);
        kafka.Produce("orders", ("o-1", "paid"));
        var followers = kafka.Followers("orders", 0);
        foreach (var follower in followers)
            follower.Kill().Fence();
        kafka.Produce("orders", ("o-2", "paid"));   // on the leader alone, which is all that is in sync

        var consumer = kafka.Consumer<string, string>("billing", "orders");
        consumer.Consume(TimeSpan.FromSeconds(5));
        consumer.Commit(consumer.Consume(TimeSpan.FromSeconds(5)));
        consumer.Close();
        var leader = kafka.KillLeader("orders", 0).Fence();
        followers[0].Start();
        kafka.ElectLeader("orders", 0, LeaderElection.Unclean);
        leader.Start();                             // too late, another one leads

        using var restarted = kafka.Consumer<string, string>("billing", "orders");
        Assert.Equal((2, 1), (kafka.Group("billing").Committed("orders", 0).Value, kafka.Topic("orders").LogEndOffset(0).Value));
        Assert.Equal("o-1", restarted.Consume(TimeSpan.FromSeconds(5)).Message.Key);   // earliest: all of it again

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }

    [Fact]
    public async Task A_topic_that_is_created_anew_is_another_log_under_the_same_offsets()
    {
        var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", ("o-1", "paid"), ("o-2", "paid"));
        using var consumer = kafka.Consumer<string, string>("billing", "orders");
        consumer.Consume(TimeSpan.FromSeconds(5));
        consumer.Consume(TimeSpan.FromSeconds(5));

        using var admin = kafka.AdminClient();
        await admin.DeleteTopicsAsync(["orders"]);
        kafka.CreateTopic("orders").Produce("orders", ("o-3", "paid"), ("o-4", "paid"), ("o-5", "paid"));

        Assert.Equal("o-5", consumer.Consume(TimeSpan.FromSeconds(5)).Message.Key);   // o-3 and o-4 are skipped in silence

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }

    [Fact]
    public void The_group_slept_too_long()
    {
        var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", ("o-1", "paid"));
        var consumer = kafka.Consumer<string, string>("billing", "orders");
        consumer.Commit(consumer.Consume(TimeSpan.FromSeconds(5)));
        consumer.Close();
        kafka.Produce("orders", ("o-2", "paid"));
        kafka.AdvanceTime(TimeSpan.FromDays(8));   // offsets.retention.minutes is seven days

        using var latest = kafka.ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = "billing" }).Build();
        latest.Subscribe("orders");
        Assert.Null(latest.Consume(TimeSpan.FromSeconds(5)));                          // the default: o-2 is lost
        latest.Close();
        using var earliest = kafka.Consumer<string, string>("billing", "orders");
        Assert.Equal("o-1", earliest.Consume(TimeSpan.FromSeconds(5)).Message.Key);    // o-1 is repeated

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }

    [Fact]
    public void The_log_start_passes_the_committed_offset()
    {
        var kafka = new FakeKafka().CreateTopic("orders").Produce("orders", ("o-1", "paid"));
        var consumer = kafka.Consumer<string, string>("billing", "orders");
        consumer.Commit(consumer.Consume(TimeSpan.FromSeconds(5)));
        consumer.Close();
        kafka.Produce("orders", ("o-2", "paid"), ("o-3", "paid"));

        kafka.RetainFrom("orders", partition: 0, offset: 2);   // as retention.ms does it

        using var restarted = kafka.Consumer<string, string>("billing", "orders");
        Assert.Equal("o-3", restarted.Consume(TimeSpan.FromSeconds(5)).Message.Key);   // o-2 is lost
        Assert.Equal(1, kafka.Group("billing").Committed("orders", 0).Value);          // and still listed as lag

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }
}
