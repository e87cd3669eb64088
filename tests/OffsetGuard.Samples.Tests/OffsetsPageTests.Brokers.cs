using Confluent.Kafka;
using OffsetGuard.Testing;

namespace SamplesTests;

/// <content>Several brokers: what is in the log of one is not in the log of all.</content>
public sealed partial class OffsetsPageTests
{
    [Fact]
    public async Task A_record_is_written_but_not_yet_visible()
    {
        var kafka = new FakeKafka(new FakeKafkaOptions { BrokerCount = 3 }).CreateTopic("orders", partitions: 1, replicas: 3);
        using var producer = kafka.ProducerBuilder<string, string>(new ProducerConfig { Acks = Acks.Leader }).Build();
        using var consumer = kafka.Consumer<string, string>("billing", "orders");

        var followers = kafka.PauseFollowers("orders", 0);
        var report = await producer.ProduceAsync("orders", new Message<string, string> { Key = "o-1", Value = "paid" });
        Assert.Equal((0, 1), (report.Offset.Value, kafka.Topic("orders").LogEndOffset(0).Value));
        Assert.Equal(0, kafka.Topic("orders").HighWatermark(0).Value);
        Assert.Null(consumer.Consume(TimeSpan.FromSeconds(5)));

        foreach (var follower in followers)
            follower.Resume();
        Assert.Equal("o-1", consumer.Consume(TimeSpan.FromSeconds(5)).Message.Key);

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }

    [Fact]
    public async Task One_offset_has_two_values()
    {
        var kafka = new FakeKafka(new FakeKafkaOptions { BrokerCount = 3 }).CreateTopic("orders", partitions: 1, replicas: 3);
        using var producer = kafka.ProducerBuilder<string, string>(new ProducerConfig { Acks = Acks.Leader }).Build();

        var followers = kafka.PauseFollowers("orders", 0);
        var first = await producer.ProduceAsync("orders", new Message<string, string> { Key = "o-1", Value = "paid" });
        var leader = kafka.KillLeader("orders", 0);
        foreach (var follower in followers)
            follower.Resume();
        leader.Fence().Start();
        var second = await producer.ProduceAsync("orders", new Message<string, string> { Key = "o-2", Value = "paid" });

        Assert.Equal((0, 0), (first.Offset.Value, second.Offset.Value));               // two reports, one offset
        using var consumer = kafka.Consumer<string, string>("billing", "orders");
        Assert.Equal("o-2", consumer.Consume(TimeSpan.FromSeconds(5)).Message.Key);    // o-1 was never visible, and is gone

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }

    [Fact]
    public void A_record_acknowledged_by_all_in_sync_replicas_survives_its_leader()
    {
        var settings = new Dictionary<string, string> { ["min.insync.replicas"] = "2" };
        var kafka = new FakeKafka(new FakeKafkaOptions { BrokerCount = 3 }).CreateTopic("orders", partitions: 1, replicas: 3, settings);
        using var producer = kafka.ProducerBuilder<string, string>(new ProducerConfig { EnableIdempotence = true }).Build();   // acks=all
        var reports = new List<DeliveryReport<string, string>>();

        var followers = kafka.PauseFollowers("orders", 0);
        producer.Produce("orders", new Message<string, string> { Key = "o-1", Value = "paid" }, reports.Add);
        Assert.Equal(1, producer.Flush(TimeSpan.FromSeconds(1)));   // written on the leader, and not acknowledged
        kafka.KillLeader("orders", 0).Fence();
        foreach (var follower in followers)
            follower.Resume();

        Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(30)));
        Assert.Equal(PersistenceStatus.Persisted, reports[0].Status);
        Assert.Equal(["paid"], kafka.Topic("orders").Values(0));

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }

    [Fact]
    public void A_commit_survives_the_broker_that_took_it()
    {
        var kafka = new FakeKafka(new FakeKafkaOptions { BrokerCount = 3 }).CreateTopic("orders", partitions: 1, replicas: 3);
        using var consumer = kafka.Produce("orders", ("o-1", "paid"), ("o-2", "paid")).Consumer<string, string>("billing", "orders");
        consumer.Commit(consumer.Consume(TimeSpan.FromSeconds(5)));

        var former = kafka.FailOverCoordinator("billing");

        Assert.NotEqual(former.Id, kafka.Coordinator("billing").Id);
        Assert.Equal(1, kafka.Group("billing").Committed("orders", 0).Value);
        Assert.Equal("o-2", consumer.Consume(TimeSpan.FromSeconds(5)).Message.Key);
        consumer.Commit();
        Assert.Equal(2, kafka.Group("billing").Committed("orders", 0).Value);

        OffsetsPage.Shows(kafka.Timeline);
    }

    [Fact]
    public void An_open_transaction_holds_readers_back_and_its_marker_takes_an_offset()
    {
        var kafka = new FakeKafka().CreateTopic("orders");
        using var producer = kafka.ProducerBuilder<string, string>(new ProducerConfig { TransactionalId = "shop" }).Build();
        using var consumer = kafka.Consumer<string, string>("billing", "orders");   // isolation.level=read_committed is the default
        producer.InitTransactions(TimeSpan.FromSeconds(5));
        producer.BeginTransaction();
        producer.Produce("orders", new Message<string, string> { Key = "o-1", Value = "paid" });
        producer.Flush(TimeSpan.FromSeconds(5));

        kafka.Produce("orders", ("o-2", "paid"));                                   // has nothing to do with the transaction
        Assert.Null(consumer.Consume(TimeSpan.FromSeconds(5)));
        Assert.Equal(0, kafka.Topic("orders").Partition(0).LastStableOffset.Value);

        producer.CommitTransaction();
        consumer.Consume(TimeSpan.FromSeconds(5));
        consumer.Commit(consumer.Consume(TimeSpan.FromSeconds(5)));                 // o-2, the last record there is
        Assert.Equal((2, 3), (kafka.Group("billing").Committed("orders", 0).Value, kafka.Topic("orders").LogEndOffset(0).Value));

        OffsetsPage.Shows(kafka.Timeline.OfTopic("orders"));
    }
}
