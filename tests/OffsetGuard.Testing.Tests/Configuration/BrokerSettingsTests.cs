using Confluent.Kafka;

namespace OffsetGuard.Testing.Tests.Configuration;

public sealed class BrokerSettingsTests
{
    [Fact]
    public void A_broker_that_creates_topics_does_so_for_a_producer()
    {
        var kafka = WithBroker("auto.create.topics.enable", "true");

        using var producer = kafka.ProducerBuilder<Null, string>(new ProducerConfig()).Build();

        producer.Produce("new", new Message<Null, string> { Value = "a" });
        producer.Flush(TimeSpan.FromSeconds(1));

        Assert.Equal(["a"], kafka.Topic("new").Values(0));
    }

    [Fact]
    public void Old_records_go_where_the_broker_says_so()
    {
        var kafka = WithBroker("log.retention.ms", "3600000").CreateTopic("orders").Produce("orders", (null, "a"));

        kafka.AdvanceTime(TimeSpan.FromHours(2));

        Assert.Empty(kafka.Topic("orders").Values(0));
    }

    [Fact]
    public void By_default_no_record_goes_by_itself()
    {
        var kafka = World.WithOrders("a");

        kafka.AdvanceTime(TimeSpan.FromDays(100));

        Assert.Equal(["a"], kafka.Topic("orders").Values(0));
    }

    [Fact]
    public void An_unknown_setting_names_the_known_ones()
    {
        var failure = Assert.Throws<ArgumentException>(() => WithBroker("log.retention.years", "1"));

        Assert.Contains("log.retention.ms", failure.Message, StringComparison.Ordinal);
    }

    private static FakeKafka WithBroker(string name, string value) =>
        new(new FakeKafkaOptions { BrokerSettings = new Dictionary<string, string> { [name] = value } });
}
