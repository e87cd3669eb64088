using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Log;

public sealed class RetentionTests
{
    private static readonly TimeSpan s_aFewChecks = TimeSpan.FromSeconds(3);

    [Fact]
    public void A_closed_segment_goes_when_its_records_are_too_old()
    {
        var broker = WithOrders(("retention.ms", "3600000"), ("segment.ms", "1000"));
        broker.Append(null, "a", 1000);
        broker.Append(null, "b", 1500);
        broker.AppendNow(null, "c");

        broker.Advance(s_aFewChecks);

        Assert.Equal((2, 3), (broker.Orders.Log.LogStartOffset, broker.Orders.Log.LogEndOffset));
        Assert.Equal([2], broker.Offsets());
    }

    [Fact]
    public void A_segment_stays_as_long_as_its_youngest_record()
    {
        var broker = WithOrders(("retention.ms", "3600000"));
        broker.AppendNow(null, "young");
        broker.Append(null, "old", 1000);

        broker.Advance(s_aFewChecks);

        Assert.Equal([0, 1], broker.Offsets());
    }

    [Fact]
    public void The_active_segment_goes_as_well_when_all_of_it_is_old()
    {
        var broker = WithOrders(("retention.ms", "3600000"));
        broker.Append(null, "a", 1000);

        broker.Advance(s_aFewChecks);
        broker.AppendNow(null, "b");

        Assert.Equal((1, 2), (broker.Orders.Log.LogStartOffset, broker.Orders.Log.LogEndOffset));
        Assert.Equal([1], broker.Offsets());
    }

    [Fact]
    public void A_record_goes_once_time_has_passed()
    {
        var broker = WithOrders(("retention.ms", "60000"));
        broker.AppendNow(null, "a");

        Assert.Equal([0], broker.Advance(TimeSpan.FromSeconds(59)).Offsets());
        Assert.Empty(broker.Advance(s_aFewChecks).Offsets());
    }

    [Fact]
    public void By_size_segments_go_while_the_rest_is_still_large_enough()
    {
        var broker = WithOrders(("retention.bytes", "300"), ("segment.ms", "1000"));
        for (var i = 1; i <= 4; i++)
            broker.Append(null, new string('x', 100), i * 10_000);

        broker.Advance(s_aFewChecks);

        Assert.Equal([2, 3], broker.Offsets());   // 170 bytes each: two are enough, one is not
    }

    [Fact]
    public void Nothing_is_due_while_no_topic_asks_for_retention()
    {
        var broker = WithOrders();

        broker.Append(null, "a", 1000);

        Assert.Null(broker.Kafka.NextDeadline);
    }

    [Fact]
    public void A_fetch_that_waits_below_the_new_log_start_is_out_of_range()
    {
        var broker = WithOrders(("retention.ms", "60000"));
        broker.AppendNow(null, "a");
        broker.Ask<FetchReply>(new FetchRequest(Orders0, 0, IsolationLevel.ReadCommitted, null));
        broker.Advance(TimeSpan.FromMinutes(2));

        var reply = broker.Ask<FetchReply>(new FetchRequest(Orders0, 0, IsolationLevel.ReadCommitted, null));

        Assert.Equal((ErrorCode.OffsetOutOfRange, 1L), (reply.Error, reply.LogStartOffset));
    }

    [Fact]
    public void A_topic_that_is_only_compacted_keeps_old_records()
    {
        var broker = WithOrders(("cleanup.policy", "compact"), ("retention.ms", "1000"));
        broker.Append("k", "a", 1000);

        broker.Advance(TimeSpan.FromDays(30));

        Assert.Equal([0], broker.Offsets());
    }
}
