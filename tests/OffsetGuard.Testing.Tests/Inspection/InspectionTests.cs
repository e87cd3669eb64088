using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Inspection;

public sealed class InspectionTests
{
    [Fact]
    public void A_missing_topic_is_answered_with_those_that_exist()
    {
        var kafka = new FakeKafka().CreateTopic("payments").CreateTopic("orders");

        var error = Assert.Throws<ArgumentException>(() => kafka.Topic("order"));

        Assert.Contains("There is no topic 'order'. Existing topics: 'orders', 'payments'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_group_is_answered_with_those_that_exist()
    {
        var kafka = WithOrders();
        var none = Assert.Throws<ArgumentException>(() => kafka.Group("billing"));
        kafka.Consumer(Manual).Commit([At(1)]);

        var error = Assert.Throws<ArgumentException>(() => kafka.Group("biling"));

        Assert.Contains("There are no groups yet.", none.Message, StringComparison.Ordinal);
        Assert.Contains("Existing groups: 'billing'.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_partition_is_answered_with_the_range()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => WithOrders().Topic("orders").Values(1));

        Assert.Contains("partitions 0 to 0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_topic_shows_its_records_and_marks()
    {
        var topic = WithOrders("a", "b").Produce("orders", (null, null)).Topic("orders");

        Assert.Equal(["a", "b", null], topic.Values(0));
        Assert.Equal((1, 3, 3), (topic.PartitionCount, (int)topic.HighWatermark(0).Value, (int)topic.LogEndOffset(0).Value));
        Assert.Equal("orders: orders[0] log 0..3, high watermark 3", topic.ToString());
    }

    [Fact]
    public void A_group_shows_its_state_in_one_line()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Commit(consumer.Next());

        var group = kafka.Group("billing");

        Assert.Equal(("billing", 1, 1), (group.Id, group.Generation, group.MemberCount));
        Assert.Equal("group billing Stable, generation 1, 1 members; committed orders[0]=1", group.ToString());
    }

    [Fact]
    public void What_was_looked_at_does_not_change_afterwards()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Commit(consumer.Next());
        var (topic, group) = (kafka.Topic("orders"), kafka.Group("billing"));

        kafka.Produce("orders", (null, "c"));
        consumer.Commit(consumer.Next());
        consumer.Close();

        Assert.Equal(["a", "b"], topic.Values(0));
        Assert.Equal((1, 1, 1), ((int)group.Committed("orders", 0).Value, group.Generation, group.MemberCount));
    }

    [Fact]
    public void Nothing_committed_is_unset_and_never_zero()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();

        Assert.Equal(Offset.Unset, kafka.Group("billing").Committed("orders", 0));
    }

    [Theory]
    [InlineData("or ders", 1)]
    [InlineData("", 1)]
    [InlineData("orders", 1)]
    [InlineData("payments", 0)]
    public void A_topic_that_Kafka_would_refuse_cannot_be_created(string name, int partitions) =>
        Assert.Throws<ArgumentException>(() => WithOrders().CreateTopic(name, partitions));

    [Fact]
    public void Keys_place_records_as_librdkafka_does()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 6).Produce("orders", ("user-42", "a"), ("hello world", "b"));

        Assert.Equal(["a"], kafka.Topic("orders").Values(1));
        Assert.Equal(["b"], kafka.Topic("orders").Values(3));
    }

    [Fact]
    public void Time_moves_forward_only() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FakeKafka().AdvanceTime(TimeSpan.FromTicks(-1)));
}
