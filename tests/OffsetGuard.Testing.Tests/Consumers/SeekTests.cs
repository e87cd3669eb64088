using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

public sealed class SeekTests
{
    [Fact]
    public void A_seek_moves_on_to_the_record_at_the_offset()
    {
        using var consumer = WithOrders("a", "b", "c").Assigned(Manual);
        consumer.Next();

        consumer.Seek(At(2));

        Assert.Equal("c", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_seek_unsets_the_position_until_the_next_record()
    {
        using var consumer = WithOrders("a", "b").Assigned(Manual);
        consumer.Next();

        consumer.Seek(At(0));

        Assert.Equal(Offset.Unset, consumer.Position(Orders0));
    }

    [Fact]
    public void A_seek_leaves_the_stored_offset_alone()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Assigned(Manual);
        consumer.Next();

        consumer.Seek(At(0));
        consumer.Commit();

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void After_a_seek_back_behind_the_committed_offset_there_is_nothing_to_commit_until_it_is_passed()
    {
        using var consumer = WithOrders("a", "b").Assigned(Manual);
        consumer.Drain();
        consumer.Commit();

        consumer.Seek(At(0));
        consumer.Next();

        Throws(ErrorCode.Local_NoOffset, () => consumer.Commit());
    }

    [Fact]
    public void A_seek_right_after_Assign_comes_before_the_committed_offset_is_known()
    {
        using var consumer = WithOrders("a").Assigned(Manual);

        Throws(ErrorCode.Local_State, () => consumer.Seek(At(0)));
    }

    [Fact]
    public void A_seek_right_after_Assign_with_an_offset_works()
    {
        using var consumer = WithOrders("a", "b").Consumer(Manual);
        consumer.Assign(At(0));

        consumer.Seek(At(1));

        Assert.Equal("b", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_partition_that_is_not_assigned_any_more_cannot_be_sought()
    {
        using var consumer = WithOrders("a").Assigned(Manual);
        consumer.Unassign();

        Throws(ErrorCode.Local_State, () => consumer.Seek(At(0)));
    }

    [Fact]
    public void A_partition_that_was_never_seen_cannot_be_sought()
    {
        using var consumer = WithOrders("a").Consumer(Manual);

        Throws(ErrorCode.Local_UnknownPartition, () => consumer.Seek(At(0)));
    }

    [Fact]
    public void A_seek_to_the_stored_offset_is_refused()
    {
        using var consumer = WithOrders("a").Assigned(Manual);
        consumer.Next();

        Throws(ErrorCode.Local_InvalidArg, () => consumer.Seek(At(Offset.Stored.Value)));
    }

    [Theory]
    [InlineData(-2, "a")]
    [InlineData(-1001, "a")]
    [InlineData(-2002, "b")]
    [InlineData(-2099, "a")]
    public void A_seek_to_a_logical_offset_finds_its_place(long offset, string value)
    {
        using var consumer = WithOrders("a", "b", "c").Assigned(Manual);
        consumer.Drain();

        consumer.Seek(At(offset));

        Assert.Equal(value, consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_seek_to_the_end_waits_for_new_records()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Assigned(Manual);
        consumer.Next();
        consumer.Seek(At(Offset.End.Value));
        Assert.Null(consumer.Next());

        kafka.Produce("orders", (null, "c"));

        Assert.Equal("c", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_seek_to_any_other_negative_offset_is_accepted_and_the_partition_is_stuck()
    {
        using var consumer = WithOrders("a", "b").Assigned(Manual);
        consumer.Next();

        consumer.Seek(At(-7));

        Assert.Null(consumer.Next());
    }

    [Fact]
    public void A_seek_beyond_the_log_end_obeys_the_reset_policy()
    {
        using var consumer = WithOrders("a", "b").Assigned(Manual);
        consumer.Drain();

        consumer.Seek(At(99));

        Assert.Equal("a", consumer.Next()!.Message.Value);
    }

    [Fact]
    public void A_null_topic_is_an_argument_error()
    {
        using var consumer = WithOrders("a").Consumer(Manual);

        Assert.Throws<ArgumentNullException>(() => consumer.Seek(new TopicPartitionOffset((string)null!, 0, 1)));
    }
}
