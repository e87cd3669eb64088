using Confluent.Kafka;
using OffsetGuard.Approval;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Timeline;

/// <summary>Stories as a reader sees them: approved texts.</summary>
public sealed class TimelineStoryTests
{
    [Fact]
    public void The_defaults_store_and_commit_before_the_record_is_processed() => Approve.Text(DefaultsStory().Timeline.ToString());

    [Fact]
    public void The_same_story_as_json() => Approve.Text(DefaultsStory().Timeline.OfClient("rdkafka#consumer-1").ToJson());

    [Fact]
    public void A_second_member_joins_and_the_first_one_dies()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        kafka.Produce("orders", (null, "a"), (null, "b"), (null, "c"));
        var first = kafka.Subscribed(Auto);
        first.Next();
        var second = kafka.Subscribed(Auto);
        while (second.Assignment.Count == 0)
        {
            first.Consume(TimeSpan.FromMilliseconds(100));
            second.Consume(TimeSpan.FromMilliseconds(100));
        }

        first.Dispose();
        kafka.AdvanceTime(TimeSpan.FromSeconds(60));
        second.Next();
        second.Close();

        Approve.Text(kafka.Timeline.OfGroup("billing").ToString());
    }

    [Fact]
    public void A_transaction_is_aborted_and_another_one_commits_offsets()
    {
        var kafka = WithOrders("a", "b").CreateTopic("paid");
        using var consumer = kafka.Subscribed(Manual);
        using var producer = kafka.ProducerBuilder<Null, string>(new ProducerConfig { TransactionalId = "biller" }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(10));
        consumer.Next();

        producer.BeginTransaction();
        producer.Produce("paid", new Message<Null, string> { Value = "a" });
        producer.Flush(TimeSpan.FromSeconds(10));
        producer.AbortTransaction();
        producer.BeginTransaction();
        producer.Produce("paid", new Message<Null, string> { Value = "a" });
        producer.SendOffsetsToTransaction([At(1)], consumer.ConsumerGroupMetadata, TimeSpan.FromSeconds(10));
        producer.CommitTransaction();

        Approve.Text(kafka.Timeline.OfClient(producer.Name).ToString());
    }

    [Fact]
    public void A_leader_dies_and_another_one_goes_on()
    {
        var settings = new Dictionary<string, string> { ["default.replication.factor"] = "3" };
        var kafka = new FakeKafka(new FakeKafkaOptions { BrokerCount = 3, BrokerSettings = settings }).CreateTopic("orders");
        kafka.Produce("orders", (null, "a"));
        kafka.AdvanceTime(TimeSpan.FromSeconds(1));
        kafka.Host.Cluster.Kill(1);
        kafka.AdvanceTime(TimeSpan.FromSeconds(30));
        kafka.Produce("orders", (null, "b"));

        Approve.Text(kafka.Timeline.OfTopic("orders").ToString());
    }

    [Fact]
    public void Brokers_stop_hang_and_come_back()
    {
        var kafka = new FakeKafka(new FakeKafkaOptions { BrokerCount = 2 })
            .CreateTopic("invoices", partitions: 8, replicas: 2).CreateTopic("orders", partitions: 2, replicas: 2);
        kafka.Broker(1).Stop().Start();
        kafka.Broker(2).Pause().Fence().Resume();

        Approve.Text(kafka.Timeline.ToString());
    }

    private static FakeKafka DefaultsStory()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Subscribed(Auto);
        consumer.Next();
        consumer.Next();
        kafka.AdvanceTime(TimeSpan.FromSeconds(6));
        consumer.Next();
        consumer.Close();
        return kafka;
    }
}
