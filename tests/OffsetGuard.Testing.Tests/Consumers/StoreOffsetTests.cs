using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

public sealed class StoreOffsetTests
{
    [Fact]
    public void Storing_a_record_stores_the_offset_after_it()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(ManualStore);

        consumer.StoreOffset(consumer.Next());
        consumer.Commit();

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void Storing_an_offset_stores_it_as_it_is()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(ManualStore);
        var record = consumer.Next()!;

        consumer.StoreOffset(new TopicPartitionOffset(record.TopicPartition, 1));
        consumer.Commit();

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void A_delivered_record_that_is_not_stored_is_not_committed()
    {
        using var consumer = WithOrders("a").Subscribed(ManualStore);
        consumer.Next();

        Throws(ErrorCode.Local_NoOffset, () => consumer.Commit());
    }

    [Fact]
    public void A_lower_offset_may_be_stored()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Assigned(ManualStore);
        consumer.Drain();

        consumer.StoreOffset(At(3));
        consumer.StoreOffset(At(1));
        consumer.Commit();

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void An_offset_beyond_the_log_end_may_be_stored()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Assigned(ManualStore);

        consumer.StoreOffset(At(99));
        consumer.Commit();

        Assert.Equal(99, kafka.Committed());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-7)]
    [InlineData(-1001)]
    public void A_logical_offset_clears_what_was_stored(long offset)
    {
        using var consumer = WithOrders("a").Assigned(ManualStore);
        consumer.StoreOffset(At(1));

        consumer.StoreOffset(At(offset));

        Throws(ErrorCode.Local_NoOffset, () => consumer.Commit());
    }

    [Fact]
    public void Storing_is_refused_while_the_client_stores_by_itself()
    {
        using var consumer = WithOrders("a").Subscribed(Manual);
        var record = consumer.Next();

        Throws(ErrorCode.Local_InvalidArg, () => consumer.StoreOffset(record));
    }

    [Fact]
    public void A_partition_that_was_taken_away_cannot_be_stored()
    {
        using var consumer = WithOrders("a").Assigned(ManualStore);
        consumer.Next();
        consumer.Unassign();

        Throws(ErrorCode.Local_State, () => consumer.StoreOffset(At(1)));
    }

    [Fact]
    public void A_partition_that_was_never_seen_cannot_be_stored()
    {
        using var consumer = WithOrders("a").Consumer(ManualStore);

        Throws(ErrorCode.Local_UnknownPartition, () => consumer.StoreOffset(At(1)));
    }

    [Fact]
    public void A_null_topic_is_an_argument_error()
    {
        using var consumer = WithOrders("a").Consumer(ManualStore);

        Assert.Throws<ArgumentException>(() => consumer.StoreOffset(new TopicPartitionOffset((string)null!, 0, 1)));
    }

    [Fact]
    public void The_end_of_a_partition_cannot_be_stored()
    {
        var config = ManualStore;
        config.EnablePartitionEof = true;
        using var consumer = WithOrders().Subscribed(config);

        Assert.Throws<InvalidOperationException>(() => consumer.StoreOffset(consumer.Next()));
    }

    [Fact]
    public void What_was_stored_is_dropped_by_a_new_assignment()
    {
        using var consumer = WithOrders("a").Assigned(ManualStore);
        consumer.StoreOffset(At(1));

        consumer.Assign(Orders0);

        Throws(ErrorCode.Local_NoOffset, () => consumer.Commit());
    }

    [Fact]
    public void With_auto_commit_a_new_assignment_commits_what_was_stored_first()
    {
        var kafka = WithOrders("a");
        var config = ManualStore;
        config.EnableAutoCommit = true;
        using var consumer = kafka.Assigned(config);
        consumer.StoreOffset(At(1));

        consumer.Assign(Orders0);

        Assert.Equal(1, kafka.Committed());
    }
}
