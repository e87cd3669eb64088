using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

public sealed class SubscribeAndAssignTests
{
    [Fact]
    public void An_empty_list_an_empty_name_and_a_duplicate_are_refused()
    {
        using var consumer = WithOrders().Consumer(Manual);

        Throws(ErrorCode.Local_InvalidArg, () => consumer.Subscribe([]));
        Throws(ErrorCode.Local_InvalidArg, () => consumer.Subscribe(""));
        Throws(ErrorCode.Local_InvalidArg, () => consumer.Subscribe(["orders", "orders"]));
    }

    [Fact]
    public void A_null_list_and_a_null_name_are_argument_errors()
    {
        using var consumer = WithOrders().Consumer(Manual);

        Assert.Throws<ArgumentNullException>(() => consumer.Subscribe((IEnumerable<string>)null!));
        Assert.Throws<ArgumentNullException>(() => consumer.Subscribe((string)null!));
    }

    [Fact]
    public void The_subscription_is_the_new_list_at_once()
    {
        using var consumer = WithOrders().CreateTopic("payments").Subscribed(Manual);

        consumer.Subscribe(["payments"]);

        Assert.Equal(["payments"], consumer.Subscription);
    }

    [Fact]
    public void Subscribing_to_the_same_list_again_revokes_and_joins_again()
    {
        var kafka = WithOrders();
        var revoked = 0;
        using var consumer = kafka.Subscribed(Manual, b => b.SetPartitionsRevokedHandler((_, _) => revoked++));
        consumer.Next();

        consumer.Subscribe("orders");
        consumer.Next();

        Assert.Equal((1, 2), (revoked, kafka.Group("billing").Generation));
    }

    [Fact]
    public void The_member_id_is_empty_before_the_first_subscription()
    {
        using var consumer = WithOrders().Consumer(Manual);

        Assert.Empty(consumer.MemberId);
    }

    [Fact]
    public void Assign_takes_effect_at_once_and_sorts()
    {
        using var consumer = new FakeKafka().CreateTopic("orders", partitions: 2).Consumer(Manual);

        consumer.Assign([Orders1, Orders0]);

        Assert.Equal([Orders0, Orders1], consumer.Assignment);
    }

    [Fact]
    public void A_refused_Assign_has_dropped_the_old_assignment_already()
    {
        using var consumer = WithOrders("a").Assigned(Manual);

        Throws(ErrorCode.Local_InvalidArg, () => consumer.Assign([Orders0, Orders0]));

        Assert.Empty(consumer.Assignment);
    }

    [Fact]
    public void Assign_refuses_an_offset_that_names_nothing()
    {
        using var consumer = WithOrders("a").Consumer(Manual);

        Throws(ErrorCode.Local_InvalidArg, () => consumer.Assign(At(-5)));
    }

    [Fact]
    public void Assign_refuses_null()
    {
        using var consumer = WithOrders("a").Consumer(Manual);

        Assert.Throws<ArgumentException>(() => consumer.Assign(new TopicPartition(null, 0)));
        Assert.Throws<ArgumentNullException>(() => consumer.Assign((IEnumerable<TopicPartition>)null!));
    }

    [Theory]
    [InlineData(1, "b")]
    [InlineData(-2, "a")]
    [InlineData(-2001, "c")]
    public void Assign_starts_where_it_is_told(long offset, string value)
    {
        using var consumer = WithOrders("a", "b", "c").Consumer(Manual);

        consumer.Assign(At(offset));

        Assert.Equal(value, consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_partition_that_does_not_exist_is_assigned_and_silent()
    {
        using var consumer = WithOrders("a").Consumer(Manual);

        consumer.Assign(new TopicPartitionOffset("orders", 9, 0));

        Assert.Null(consumer.Next());
    }

    [Fact]
    public void A_manual_assignment_is_replaced_by_the_groups_first_one()
    {
        List<TopicPartition>? before = null;
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        using var consumer = kafka.Consumer(Manual, b => b.SetPartitionsAssignedHandler((c, _) => before = c.Assignment));
        consumer.Assign(Orders1);
        consumer.Subscribe("orders");

        consumer.Next();

        Assert.Equal([Orders1], before);
        Assert.Equal([Orders0, Orders1], consumer.Assignment);
    }

    [Fact]
    public void Lists_are_fresh_copies()
    {
        using var consumer = WithOrders().Assigned(Manual);

        consumer.Assignment.Clear();

        Assert.Single(consumer.Assignment);
    }

    [Fact]
    public void Committed_asks_the_group_whatever_the_consumer_did_itself()
    {
        using var consumer = WithOrders("a").Assigned(Manual);
        consumer.Next();

        var committed = consumer.Committed([new TopicPartition("nothing", 3), Orders0], TimeSpan.FromSeconds(1));

        Assert.Equal([new TopicPartitionOffset("nothing", 3, Offset.Unset), At(Offset.Unset.Value)], committed);
        Assert.All(committed, c => Assert.Equal(-1, c.LeaderEpoch));
        Assert.Empty(consumer.Committed([], TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void Committed_without_partitions_asks_for_the_assignment()
    {
        using var consumer = WithOrders("a").Assigned(Manual);
        consumer.Commit([At(1)]);

        Assert.Equal([At(1)], consumer.Committed(TimeSpan.FromSeconds(1)));
    }
}
