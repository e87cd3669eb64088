using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Log;

public sealed class DeleteRecordsTests
{
    [Fact]
    public void Records_below_the_offset_are_gone_and_the_log_start_is_answered()
    {
        var broker = WithOrders();
        broker.Produce(Orders0, "a", "b", "c");

        Assert.Equal(new DeleteRecordsReply(ErrorCode.None, 2), broker.DeleteRecords(2));
        Assert.Equal([2], broker.Offsets());
    }

    [Fact]
    public void Minus_one_deletes_up_to_the_high_watermark()
    {
        var broker = WithOrders();
        broker.Produce(Orders0, "a", "b");

        Assert.Equal(2, broker.DeleteRecords(DeleteRecordsRequest.ToHighWatermark).LowWatermark);
        Assert.Empty(broker.Offsets());
    }

    [Fact]
    public void An_offset_below_the_log_start_changes_nothing()
    {
        var broker = WithOrders();
        broker.Produce(Orders0, "a", "b", "c");
        broker.DeleteRecords(2);

        Assert.Equal(new DeleteRecordsReply(ErrorCode.None, 2), broker.DeleteRecords(1));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(-2)]
    public void An_offset_that_is_not_in_the_log_is_out_of_range(long offset)
    {
        var broker = WithOrders();
        broker.Produce(Orders0, "a", "b", "c");

        Assert.Equal(ErrorCode.OffsetOutOfRange, broker.DeleteRecords(offset).Error);
    }

    [Theory]
    [InlineData("compact", ErrorCode.PolicyViolation)]
    [InlineData("compact,delete", ErrorCode.None)]
    [InlineData("delete", ErrorCode.None)]
    public void Only_a_topic_with_the_delete_policy_lets_records_be_deleted(string policy, object expected)
    {
        var broker = WithOrders(("cleanup.policy", policy));
        broker.AppendNow("k", "a");

        Assert.Equal(expected, broker.DeleteRecords(1).Error);
    }

    [Fact]
    public void The_last_stable_offset_is_lifted_over_an_open_transaction()
    {
        var broker = WithOrders();
        broker.Orders.Append([new NewRecord(null, Bytes("a"), 0)], new BatchHeader(7, 0, 0, BatchKind.Transactional));
        broker.Produce(Orders0, "b", "c");

        broker.DeleteRecords(2);

        Assert.Equal((2, 3), (broker.Orders.LastStableOffset, broker.Orders.HighWatermark));
    }
}
