using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

public sealed class CommitTests
{
    [Fact]
    public void Committing_a_record_commits_the_offset_after_it()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);

        consumer.Commit(consumer.Next());

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void Commit_without_a_delivered_record_has_no_offset_to_commit()
    {
        using var consumer = WithOrders().Subscribed(Manual);
        consumer.Next();

        Throws(ErrorCode.Local_NoOffset, () => consumer.Commit());
    }

    [Fact]
    public void Commit_without_an_assignment_has_no_offset_to_commit()
    {
        using var consumer = WithOrders().Consumer(Manual);

        Throws(ErrorCode.Local_NoOffset, () => consumer.Commit());
    }

    [Fact]
    public void A_second_commit_with_nothing_new_has_no_offset_to_commit()
    {
        using var consumer = WithOrders("a").Subscribed(Manual);
        consumer.Next();
        consumer.Commit();

        Throws(ErrorCode.Local_NoOffset, () => consumer.Commit());
    }

    [Fact]
    public void Commit_answers_every_assigned_partition_and_unset_where_nothing_was_committed()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        using var consumer = kafka.Consumer(Manual);
        consumer.Assign([new TopicPartitionOffset(Orders0, 0), new TopicPartitionOffset(Orders1, 0)]);
        kafka.Produce("orders", (null, "a"));
        consumer.Next();

        var committed = consumer.Commit();

        Assert.Equal([new TopicPartitionOffset(Orders0, 1), new TopicPartitionOffset(Orders1, Offset.Unset)], committed);
        Assert.Equal(-1, committed[1].LeaderEpoch);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(99)]
    public void A_list_is_committed_as_it_is_backwards_and_beyond_the_log_end_too(long offset)
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Consumer(Manual);
        consumer.Commit([At(3)]);

        consumer.Commit([At(offset)]);

        Assert.Equal(offset, kafka.Committed().Value);
    }

    [Fact]
    public void Committing_records_out_of_order_moves_the_committed_offset_back()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Subscribed(Manual);
        var records = new[] { consumer.Next()!, consumer.Next()!, consumer.Next()! };

        consumer.Commit(records[2]);
        consumer.Commit(records[0]);

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void Of_two_offsets_for_one_partition_the_last_one_wins()
    {
        var kafka = WithOrders();
        using var consumer = kafka.Consumer(Manual);

        consumer.Commit([At(5), At(2)]);

        Assert.Equal(2, kafka.Committed());
    }

    [Fact]
    public void An_empty_list_commits_nothing()
    {
        using var consumer = WithOrders("a").Subscribed(Manual);
        consumer.Next();

        consumer.Commit([]);

        Assert.Equal(Offset.Unset, consumer.Committed(TimeSpan.FromSeconds(1))[0].Offset);
    }

    [Fact]
    public void A_null_list_commits_what_is_stored()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();

        consumer.Commit((IEnumerable<TopicPartitionOffset>)null!);

        Assert.Equal(1, kafka.Committed());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(-5)]
    [InlineData(-1000)]
    [InlineData(-1001)]
    [InlineData(-2003)]
    public void A_list_of_logical_offsets_only_has_no_offset_to_commit(long offset)
    {
        using var consumer = WithOrders().Consumer(Manual);

        Throws(ErrorCode.Local_NoOffset, () => consumer.Commit([At(offset)]));
    }

    [Fact]
    public void Logical_offsets_beside_an_absolute_one_are_passed_over()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        using var consumer = kafka.Consumer(Manual);

        consumer.Commit([new TopicPartitionOffset(Orders0, Offset.End), new TopicPartitionOffset(Orders1, 4)]);

        Assert.Equal((Offset.Unset, 4), (kafka.Committed(0), kafka.Committed(1)));
    }

    [Fact]
    public void An_unknown_partition_fails_the_call_and_the_others_are_committed()
    {
        var kafka = WithOrders();
        using var consumer = kafka.Consumer(Manual);

        Throws(ErrorCode.UnknownTopicOrPart, () => consumer.Commit([new TopicPartitionOffset("orders", 9, 1), At(4)]));

        Assert.Equal(4, kafka.Committed());
    }

    [Fact]
    public void A_null_topic_is_an_argument_error()
    {
        using var consumer = WithOrders().Consumer(Manual);

        Assert.Throws<ArgumentException>(() => consumer.Commit([new TopicPartitionOffset((string)null!, 0, 1)]));
    }

    [Fact]
    public void The_end_of_a_partition_cannot_be_committed()
    {
        var config = Manual;
        config.EnablePartitionEof = true;
        using var consumer = WithOrders().Subscribed(config);

        Assert.Throws<InvalidOperationException>(() => consumer.Commit(consumer.Next()));
    }

    [Fact]
    public void A_stranger_may_not_commit_while_the_group_has_members()
    {
        var kafka = WithOrders("a");
        using var member = kafka.Subscribed(Manual);
        member.Next();
        using var stranger = kafka.Consumer(Manual);

        Throws(ErrorCode.UnknownMemberId, () => stranger.Commit([At(1)]));
    }

    [Fact]
    public void A_stranger_may_commit_once_the_group_is_empty()
    {
        var kafka = WithOrders("a");
        var member = kafka.Subscribed(Manual);
        member.Next();
        member.Close();
        using var stranger = kafka.Consumer(Manual);

        stranger.Commit([At(1)]);

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void After_Unsubscribe_the_consumer_is_unknown_even_to_an_empty_group()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        var record = consumer.Next();
        consumer.Unsubscribe();
        consumer.Next();

        Throws(ErrorCode.UnknownMemberId, () => consumer.Commit(record));
        Assert.Equal(0, kafka.Group("billing").MemberCount);
    }

    [Fact]
    public void A_member_may_commit_a_partition_that_it_lost_to_another()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        using var first = kafka.Subscribed(Manual);
        first.Next();
        using var second = kafka.Subscribed(Manual);
        Rebalance(first, second);

        first.Commit([new TopicPartitionOffset(Orders1, 7)]);

        Assert.DoesNotContain(Orders1, first.Assignment);
        Assert.Equal(7, kafka.Committed(partition: 1));
    }

    [Fact]
    public void Commits_of_others_do_not_change_what_a_consumer_knows_as_committed()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Assigned(Manual);
        consumer.Next();
        using var other = kafka.Consumer(Manual);
        other.Commit([At(2)]);

        consumer.Commit();

        Assert.Equal(1, kafka.Committed());
    }

    private static void Rebalance(params IConsumer<Null, string>[] members)
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var member in members)
                member.Consume(TimeSpan.FromSeconds(3));
        }
    }
}
