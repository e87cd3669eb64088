using Confluent.Kafka;

namespace OffsetGuard.Testing.Tests;

public sealed class FirstTests
{
    private static readonly ConsumerConfig s_config = new()
    {
        GroupId = "billing",
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
    };

    [Fact]
    public void A_record_that_was_produced_is_consumed_and_its_commit_is_the_next_offset()
    {
        var kafka = new FakeKafka().CreateTopic("orders");
        kafka.Produce("orders", ("o-1", "created"), ("o-2", "paid"));
        using var consumer = kafka.ConsumerBuilder<string, string>(s_config).Build();
        consumer.Subscribe("orders");

        var first = consumer.Consume(TimeSpan.FromMinutes(5));
        consumer.Commit(first);

        Assert.Equal("created", first.Message.Value);
        Assert.Equal(1, kafka.Group("billing").Committed("orders", 0).Value);
    }

    [Fact]
    public void Two_members_share_the_partitions_and_the_survivor_gets_all()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 4);
        using var a = kafka.ConsumerBuilder<string, string>(s_config).Build();
        using var b = kafka.ConsumerBuilder<string, string>(s_config).Build();
        a.Subscribe("orders");
        b.Subscribe("orders");
        for (var i = 0; i < 10; i++)
        {
            a.Consume(TimeSpan.FromSeconds(1));
            b.Consume(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(2, a.Assignment.Count);
        Assert.Equal(2, b.Assignment.Count);

        a.Close();
        for (var i = 0; i < 10; i++)
            b.Consume(TimeSpan.FromSeconds(1));

        Assert.Equal(4, b.Assignment.Count);
    }
}
