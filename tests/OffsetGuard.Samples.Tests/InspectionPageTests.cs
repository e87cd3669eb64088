using Confluent.Kafka;
using OffsetGuard.Approval;
using OffsetGuard.Testing;

namespace SamplesTests;

/// <summary>What docs/inspection.md prints is what its code prints.</summary>
public sealed class InspectionPageTests
{
    [Fact]
    public void The_page_shows_the_real_timeline()
    {
        var kafka = new FakeKafka().CreateTopic("orders");
        kafka.Produce("orders", ("o-1", "created"), ("o-2", "paid"));
        var consumer = kafka.ConsumerBuilder<string, string>(new ConsumerConfig
        {
            ClientId = "worker",
            GroupId = "billing",
            AutoOffsetReset = AutoOffsetReset.Earliest,
        }).Build();
        consumer.Subscribe("orders");
        consumer.Consume(TimeSpan.FromSeconds(1));
        kafka.AdvanceTime(TimeSpan.FromSeconds(5));
        consumer.Dispose();
        kafka.AdvanceTime(TimeSpan.FromMinutes(1));

        GeneratedSection.Check("docs/inspection.md", "timeline", GeneratedSection.Block(kafka.Timeline.ToString()));
    }

    [Fact]
    public void The_page_shows_a_real_log()
    {
        var kafka = new FakeKafka().CreateTopic("paid");
        using var producer = kafka.ProducerBuilder<string, string>(new ProducerConfig { TransactionalId = "biller" }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(10));
        producer.BeginTransaction();
        producer.Produce("paid", new Message<string, string> { Key = "o-1", Value = "wrong" });
        producer.Flush(TimeSpan.FromSeconds(10));
        producer.AbortTransaction();
        producer.BeginTransaction();
        producer.Produce("paid", new Message<string, string> { Key = "o-1", Value = "right" });
        producer.CommitTransaction();

        GeneratedSection.Check("docs/inspection.md", "log", GeneratedSection.Block(kafka.Topic("paid").Partition(0).ToText()));
    }
}
