using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>Watermarks and look-ups by time.</summary>
public sealed class LogQueryTests
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    [Fact]
    public void Cached_watermarks_are_unset_before_the_first_fetch_and_those_of_the_last_one_after_it()
    {
        using var consumer = WithOrders("a", "b").Consumer(Manual);
        var before = consumer.GetWatermarkOffsets(Orders0);
        consumer.Assign(Orders0);
        consumer.Next();

        Assert.Equal((Offset.Unset, Offset.Unset), (before.Low, before.High));
        Assert.Equal((0, 2), (consumer.GetWatermarkOffsets(Orders0).Low, consumer.GetWatermarkOffsets(Orders0).High));
    }

    [Fact]
    public void Watermarks_of_an_empty_partition_are_known_after_the_first_fetch()
    {
        using var consumer = WithOrders().Assigned(Manual);
        consumer.Next();

        Assert.Equal(0, consumer.GetWatermarkOffsets(Orders0).High);
    }

    [Fact]
    public void Queried_watermarks_come_from_the_broker_and_need_no_assignment()
    {
        using var consumer = WithOrders("a", "b").Consumer(Manual);

        var marks = consumer.QueryWatermarkOffsets(Orders0, s_timeout);

        Assert.Equal((0, 2), (marks.Low, marks.High));
        Throws(ErrorCode.Local_UnknownPartition, () => consumer.QueryWatermarkOffsets(new TopicPartition("orders", 7), s_timeout));
    }

    [Fact]
    public void A_look_up_by_time_names_the_first_record_at_or_after_it_and_else_the_end()
    {
        var kafka = WithOrders("a");
        kafka.AdvanceTime(TimeSpan.FromSeconds(1));
        kafka.Produce("orders", (null, "b"));
        using var consumer = kafka.Consumer(Manual);

        Offset[] found = [.. new[] { -1, 0, 1, 1000, 1001 }.Select(ms => OffsetAt(consumer, kafka.Now.AddMilliseconds(ms - 1000)))];

        Assert.Equal([0, 0, 1, 1, Offset.End], found);
    }

    [Fact]
    public void A_look_up_in_nothing_is_empty_and_one_in_an_unknown_partition_fails()
    {
        using var consumer = WithOrders("a").Consumer(Manual);

        Assert.Empty(consumer.OffsetsForTimes([], s_timeout));
        Throws(ErrorCode.Local_UnknownPartition, () => consumer.OffsetsForTimes(
            [new TopicPartitionTimestamp("nowhere", 0, new Timestamp(1, TimestampType.CreateTime))], s_timeout));
    }

    [Fact]
    public void Where_nobody_answers_look_ups_end_in_their_time_and_Consume_with_nothing()
    {
        var errors = new List<ErrorCode>();
        var config = Manual;
        config.BootstrapServers = "127.0.0.1:1";
        using var consumer = WithOrders("a").Consumer(config, b => b.SetErrorHandler((_, e) => errors.Add(e.Code)));

        Throws(ErrorCode.Local_TimedOut, () => consumer.Committed([Orders0], s_timeout));
        Throws(ErrorCode.Local_AllBrokersDown, () => consumer.QueryWatermarkOffsets(Orders0, s_timeout));
        Throws(ErrorCode.Local_WaitCoord, () => consumer.Commit([At(1)]));
        consumer.Assign(At(0));

        Assert.Null(consumer.Next());
        Assert.Equal([ErrorCode.Local_AllBrokersDown], errors);
    }

    private static Offset OffsetAt(IConsumer<Null, string> consumer, DateTimeOffset time) =>
        consumer.OffsetsForTimes([new TopicPartitionTimestamp(Orders0, new Timestamp(time))], s_timeout)[0].Offset;
}
