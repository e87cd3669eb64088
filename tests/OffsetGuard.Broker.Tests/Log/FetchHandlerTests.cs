using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Log;

public sealed class FetchHandlerTests
{
    private static readonly TopicPartition s_orders0 = At("orders", 0);

    [Fact]
    public void A_fetch_answers_what_is_in_the_log()
    {
        var broker = Scenario.With("orders", partitions: 1);
        broker.Produce(s_orders0, "a", "b");

        var reply = broker.ReplyTo<FetchReply>(broker.Fetch(s_orders0, 1));

        Assert.Equal((1, 2, 2), (reply!.Records.Count, reply.HighWatermark, reply.LastStableOffset));
    }

    [Fact]
    public void A_fetch_at_the_end_waits_for_a_record()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var fetch = broker.Fetch(s_orders0, 0);
        Assert.Null(broker.ReplyTo<FetchReply>(fetch));

        broker.Produce(s_orders0, "a");

        Assert.Equal(1, broker.ReplyTo<FetchReply>(fetch)!.Records.Count);
    }

    [Fact]
    public void A_fetch_with_a_limit_is_answered_empty_when_its_time_is_over()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var fetch = broker.Fetch(s_orders0, 0, TimeSpan.FromMilliseconds(500));

        broker.Advance(TimeSpan.FromMilliseconds(499));
        var before = broker.ReplyTo<FetchReply>(fetch);
        broker.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Null(before);
        Assert.True(broker.ReplyTo<FetchReply>(fetch)!.Records.IsEmpty);
    }

    [Fact]
    public void A_newer_fetch_of_the_same_partition_replaces_the_parked_one()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var older = broker.Fetch(s_orders0, 0, TimeSpan.FromSeconds(1));
        var newer = broker.Fetch(s_orders0, 0);

        broker.Produce(s_orders0, "a");

        Assert.Null(broker.ReplyTo<FetchReply>(older));
        Assert.NotNull(broker.ReplyTo<FetchReply>(newer));
        Assert.Null(broker.Kafka.NextDeadline);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_fetch_outside_of_the_log_is_out_of_range(long fetchOffset)
    {
        var broker = Scenario.With("orders", partitions: 1);
        broker.Produce(s_orders0, "a", "b");

        Assert.Equal(ErrorCode.OffsetOutOfRange, broker.ReplyTo<FetchReply>(broker.Fetch(s_orders0, fetchOffset))!.Error);
    }

    [Fact]
    public void A_fetch_of_an_unknown_partition_is_refused()
    {
        var broker = Scenario.With("orders", partitions: 1);

        Assert.Equal(ErrorCode.UnknownTopicOrPartition, broker.ReplyTo<FetchReply>(broker.Fetch(At("orders", 1), 0))!.Error);
    }

    [Fact]
    public void A_fetch_of_a_client_that_has_gone_is_forgotten()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var fetch = broker.Fetch(s_orders0, 0);
        broker.Kafka.Disconnect(clientId: 1);

        broker.Produce(s_orders0, "a");

        Assert.Null(broker.ReplyTo<FetchReply>(fetch));
    }
}
