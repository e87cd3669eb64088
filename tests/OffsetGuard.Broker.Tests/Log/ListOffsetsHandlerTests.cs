using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Log;

public sealed class ListOffsetsHandlerTests
{
    [Theory]
    [InlineData(ListOffsetsRequest.Earliest, 0)]
    [InlineData(ListOffsetsRequest.Latest, 2)]
    public void Earliest_is_the_log_start_and_latest_the_readable_end(long timestampMs, long offset)
    {
        var broker = Scenario.With("orders", partitions: 1);
        broker.Produce(At("orders", 0), "a", "b");

        Assert.Equal(offset, Ask(broker, timestampMs).Offset);
    }

    [Fact]
    public void A_time_after_the_last_record_has_no_offset_and_no_epoch()
    {
        var broker = Scenario.With("orders", partitions: 1);
        broker.Produce(At("orders", 0), "a");

        var reply = Ask(broker, broker.Now.ToUnixTimeMilliseconds() + 1);

        Assert.Equal((LogicalOffset.End, -1), (reply.Offset, reply.LeaderEpoch));
    }

    [Fact]
    public void A_time_is_answered_with_the_first_record_that_is_not_older()
    {
        var broker = Scenario.With("orders", partitions: 1);
        broker.Produce(At("orders", 0), "a");
        broker.Advance(TimeSpan.FromSeconds(1)).Produce(At("orders", 0), "b");

        Assert.Equal(1, Ask(broker, broker.Now.ToUnixTimeMilliseconds()).Offset);
    }

    private static ListOffsetsReply Ask(Scenario broker, long timestampMs) =>
        broker.Ask<ListOffsetsReply>(new ListOffsetsRequest(At("orders", 0), timestampMs, IsolationLevel.ReadCommitted));
}
