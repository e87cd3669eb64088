using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>What a handler throws comes out of Consume or Close, and what that costs.</summary>
public sealed class ThrowingHandlerTests
{
    [Fact]
    public void A_throwing_commit_report_costs_the_record_of_that_call()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Subscribed(Auto, b => b.SetOffsetsCommittedHandler((_, _) => throw new FormatException()));
        consumer.Consume(0);
        kafka.AdvanceTime(TimeSpan.FromSeconds(5));

        Assert.Throws<FormatException>(() => consumer.Consume(0));

        Assert.Equal("c", consumer.Consume(0).Message.Value);   // "b" was taken by the call that threw, and its offset is stored
    }

    [Fact]
    public void A_throwing_assigned_handler_leaves_a_member_that_reads_nothing()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual, ThrowingOnAssign);

        Assert.Throws<FormatException>(() => consumer.Consume(1000));

        Assert.Null(consumer.Consume(TimeSpan.FromMinutes(10)));
        Assert.Equal(1, kafka.Group("billing").MemberCount);
    }

    [Fact]
    public void Close_works_after_a_throwing_assigned_handler()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual, ThrowingOnAssign);
        Assert.Throws<FormatException>(() => consumer.Consume(1000));

        consumer.Close();

        Assert.Equal(0, kafka.Group("billing").MemberCount);
    }

    [Fact]
    public void What_an_assigned_handler_throws_comes_out_of_a_Consume_that_waits_for_a_token()
    {
        using var stop = new CancellationTokenSource();
        using var consumer = WithOrders("a").Subscribed(Manual, ThrowingOnAssign);

        Assert.Throws<FormatException>(() => consumer.Consume(stop.Token));
    }

    [Fact]
    public void What_a_handler_throws_wins_over_the_end_of_a_partition()
    {
        var config = Auto;
        config.EnablePartitionEof = true;
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(config, b => b.SetOffsetsCommittedHandler((_, _) => throw new FormatException()));
        consumer.Consume(0);
        kafka.AdvanceTime(TimeSpan.FromSeconds(5));

        Assert.Throws<FormatException>(() => consumer.Consume(0));
    }

    [Fact]
    public void Assign_inside_a_handler_is_refused_after_the_handler()
    {
        using var consumer = WithOrders("a").Subscribed(Manual, b => b.SetPartitionsAssignedHandler((c, list) => c.Assign(list)));

        Assert.Throws<InvalidOperationException>(() => consumer.Consume(1000));

        Assert.Empty(consumer.Assignment);
    }

    [Fact]
    public void A_seek_inside_the_first_assigned_handler_finds_no_partition()
    {
        using var consumer = WithOrders("a").Subscribed(Manual, b => b.SetPartitionsAssignedHandler((c, _) => c.Seek(At(0))));

        Throws(ErrorCode.Local_UnknownPartition, () => consumer.Consume(1000));
    }

    [Fact]
    public void A_throwing_revoked_handler_does_not_stop_the_last_commit_of_Close()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Auto, ThrowingOnRevoke);
        consumer.Consume(0);

        Assert.Throws<FormatException>(consumer.Close);

        Assert.Equal((1, 0), ((int)kafka.Committed().Value, kafka.Group("billing").MemberCount));
    }

    [Fact]
    public void After_a_Close_that_threw_the_consumer_is_good_for_nothing_but_Dispose()
    {
        using var consumer = WithOrders("a").Subscribed(Auto, ThrowingOnRevoke);
        consumer.Consume(0);
        Assert.Throws<FormatException>(consumer.Close);

        Assert.Null(consumer.Consume(1000));
        Throws(ErrorCode.Local_Destroy, consumer.Close);
        Throws(ErrorCode.Local_Destroy, () => _ = consumer.Assignment);
    }

    // A lambda that only throws would bind to the overload that returns offsets.
    private static void ThrowingOnAssign(FakeConsumerBuilder<Null, string> builder) => builder.SetPartitionsAssignedHandler(
        (Action<IConsumer<Null, string>, List<TopicPartition>>)((_, _) => throw new FormatException()));

    private static void ThrowingOnRevoke(FakeConsumerBuilder<Null, string> builder) => builder.SetPartitionsRevokedHandler(
        (Action<IConsumer<Null, string>, List<TopicPartitionOffset>>)((_, _) => throw new FormatException()));
}
