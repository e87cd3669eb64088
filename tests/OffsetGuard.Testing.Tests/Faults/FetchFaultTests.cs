using Confluent.Kafka;
using OffsetGuard.Testing.Faults;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>Reading through lost, late and refused fetches: nothing is skipped, nothing comes twice.</summary>
public sealed class FetchFaultTests
{
    private static readonly TimeSpan s_minutes = TimeSpan.FromMinutes(3);

    [Fact]
    public void A_lost_fetch_is_sent_again_after_the_socket_timeout()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Fetch).Topic("orders").LoseRequest();

        var values = new[] { consumer.Consume(s_minutes).Message.Value, consumer.Consume(s_minutes).Message.Value };

        Assert.Equal(["a", "b"], values);
        Assert.Equal(TimeSpan.FromSeconds(60.5), Since(kafka));
    }

    [Fact]
    public void A_fetched_batch_whose_reply_is_lost_comes_whole_and_once()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Fetch).LoseReply();

        consumer.Consume(s_minutes);

        Assert.Equal(["b"], consumer.Drain());
        kafka.Faults.AssertAllFired();
    }

    [Fact]
    public void A_delayed_fetch_brings_its_records_later()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Fetch).Topic("orders").Delay(TimeSpan.FromSeconds(2));

        var early = consumer.Consume(TimeSpan.FromSeconds(1));
        var later = consumer.Consume(TimeSpan.FromSeconds(2));

        Assert.Null(early);
        Assert.Equal("a", later.Message.Value);
        Assert.Equal(TimeSpan.FromSeconds(2), Since(kafka));
    }

    [Fact]
    public void A_reply_that_comes_after_the_timeout_changes_nothing()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Fetch).DelayReply(TimeSpan.FromSeconds(90));

        var first = consumer.Consume(s_minutes).Message.Value;
        kafka.AdvanceTime(TimeSpan.FromMinutes(1));

        Assert.Equal("a", first);
        Assert.Equal(["b"], consumer.Drain());
    }

    [Fact]
    public void A_fetch_that_arrives_twice_brings_each_record_once()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Fetch).Duplicate(TimeSpan.FromSeconds(1)).Always();

        var before = consumer.Drain();
        kafka.Produce("orders", (null, "c"));

        Assert.Equal(["a", "b"], before);
        Assert.Equal(["c"], consumer.Drain());
    }

    [Theory]
    [InlineData(ErrorCode.NotLeaderForPartition)]
    [InlineData(ErrorCode.LeaderNotAvailable)]
    [InlineData(ErrorCode.RequestTimedOut)]
    [InlineData(ErrorCode.OffsetNotAvailable)]
    public void A_fetch_that_may_pass_later_is_repeated_in_silence(ErrorCode error)
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Fetch).Fail(error).Times(2);

        var record = consumer.Consume(s_minutes);

        Assert.Equal("a", record.Message.Value);
        Assert.Equal(TimeSpan.FromSeconds(1), Since(kafka));   // twice fetch.error.backoff.ms
    }

    [Fact]
    public void A_fetch_without_permission_is_told_once_and_repeated()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Fetch).Fail(ErrorCode.TopicAuthorizationFailed).Times(3);

        var told = Assert.Throws<ConsumeException>(() => consumer.Consume(s_minutes));

        Assert.Equal(ErrorCode.TopicAuthorizationFailed, told.Error.Code);
        Assert.Equal("a", consumer.Consume(s_minutes).Message.Value);
    }

    [Theory]
    [InlineData(AutoOffsetReset.Earliest, "a b")]
    [InlineData(AutoOffsetReset.Latest, "")]
    public void A_fetch_out_of_range_obeys_the_reset_policy(AutoOffsetReset reset, string expected)
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Consumer(new ConsumerConfig(Manual) { AutoOffsetReset = reset });
        kafka.Faults.On(Operation.Fetch).Fail(ErrorCode.OffsetOutOfRange);

        consumer.Assign(new TopicPartitionOffset(Orders0, 1));

        Assert.Equal(expected, string.Join(' ', consumer.Drain()));
    }

    [Fact]
    public void A_lost_question_for_the_start_of_a_partition_is_asked_again()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.CommittedOffsets).LoseReply();
        kafka.Faults.On(Operation.ListOffsets).LoseRequest();

        var record = consumer.Consume(s_minutes);

        Assert.Equal("a", record.Message.Value);
        kafka.Faults.AssertAllFired();
    }

    [Fact]
    public void A_refused_question_for_the_start_of_a_partition_is_told()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.ListOffsets).Fail(ErrorCode.TopicAuthorizationFailed);

        var told = Assert.Throws<ConsumeException>(() => consumer.Consume(s_minutes));

        Assert.Equal(ErrorCode.TopicAuthorizationFailed, told.Error.Code);
    }

    [Fact]
    public void Watermarks_whose_reply_is_lost_end_in_a_timeout()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Consumer(Manual);
        kafka.Faults.On(Operation.ListOffsets).LoseReply();

        Throws(ErrorCode.Local_TimedOut, () => consumer.QueryWatermarkOffsets(Orders0, TimeSpan.FromSeconds(5)));

        Assert.Equal(1, consumer.QueryWatermarkOffsets(Orders0, TimeSpan.FromSeconds(5)).High);
    }

    private static TimeSpan Since(FakeKafka kafka) => kafka.Now - new FakeKafka().Now;
}
