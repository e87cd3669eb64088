using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Log;

public sealed class TimestampTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(6000, 1)]
    [InlineData(9000, 1)]
    [InlineData(9001, -1)]
    public void The_earliest_offset_with_that_time_or_later_is_found(long timestampMs, long expectedOffset) =>
        Assert.Equal(expectedOffset, WithTimes(5000, 9000, 7000, 9000, 6000).ListOffsets(timestampMs).Offset);

    [Fact]
    public void The_first_of_the_largest_timestamps_is_found()
    {
        var reply = WithTimes(5000, 9000, 7000, 9000, 6000).ListOffsets(ListOffsetsRequest.MaxTimestamp);

        Assert.Equal((1, 9000), (reply.Offset, reply.TimestampMs));
    }

    [Fact]
    public void An_empty_log_has_no_largest_timestamp() =>
        Assert.Equal(LogicalOffset.End, WithTimes().ListOffsets(ListOffsetsRequest.MaxTimestamp).Offset);

    [Fact]
    public void After_a_deletion_the_largest_timestamp_may_lie_below_the_log_start_and_look_ups_do_not()
    {
        var broker = WithTimes(5000, 9000, 7000, 9000, 6000);

        broker.DeleteRecords(2);

        Assert.Equal(1, broker.ListOffsets(ListOffsetsRequest.MaxTimestamp).Offset);
        Assert.Equal((2, 3), (broker.ListOffsets(5000).Offset, broker.ListOffsets(9000).Offset));
    }

    [Fact]
    public void A_reader_of_committed_records_finds_nothing_behind_the_last_stable_offset()
    {
        var broker = WithTimes(1000);
        broker.Orders.Append([new NewRecord(null, Bytes("a"), 2000)], new BatchHeader(7, 0, 0, BatchKind.Transactional));

        Assert.Equal(LogicalOffset.End, broker.ListOffsets(2000, IsolationLevel.ReadCommitted).Offset);
        Assert.Equal(1, broker.ListOffsets(2000).Offset);
    }

    [Fact]
    public void With_LogAppendTime_the_time_of_the_producer_vanishes()
    {
        var broker = WithOrders(("message.timestamp.type", "LogAppendTime"));
        var nowMs = broker.Now.ToUnixTimeMilliseconds();

        var reply = broker.Ask<ProduceReply>(new ProduceRequest(Orders0, [new NewRecord(null, Bytes("a"), 4102444800000)]));

        Assert.Equal((ErrorCode.None, nowMs), (reply.Error, reply.LogAppendTimeMs));
        Assert.Equal((0, nowMs), (broker.ListOffsets(1000).Offset, broker.ListOffsets(1000).TimestampMs));
    }

    [Theory]
    [InlineData("message.timestamp.after.max.ms", 60_001)]
    [InlineData("message.timestamp.before.max.ms", -60_001)]
    public void A_time_too_far_from_the_brokers_clock_is_refused(string limit, int distanceMs)
    {
        var broker = WithOrders((limit, "60000"));
        var nowMs = broker.Now.ToUnixTimeMilliseconds();

        Assert.Equal(ErrorCode.InvalidTimestamp, broker.Append(null, "a", nowMs + distanceMs));
        Assert.Equal(ErrorCode.None, broker.Append(null, "a", nowMs + Math.Sign(distanceMs)));
    }

    private static Scenario WithTimes(params long[] timestampsMs)
    {
        var broker = WithOrders();
        foreach (var timestampMs in timestampsMs)
            broker.Append(null, "v", timestampMs);
        return broker;
    }
}
