using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Log;

public sealed class ProduceHandlerTests
{
    [Fact]
    public void The_reply_carries_the_offset_of_the_first_record()
    {
        var broker = Scenario.With("orders", partitions: 1);
        broker.Produce(At("orders", 0), "a", "b");

        var reply = broker.Produce(At("orders", 0), "c", "d");

        Assert.Equal((ErrorCode.None, 2), (reply.Error, reply.BaseOffset));
    }

    [Fact]
    public void An_unknown_partition_is_refused_and_changes_nothing()
    {
        var broker = Scenario.With("orders", partitions: 1);

        var reply = broker.Produce(At("orders", 7), "a");

        Assert.Equal(ErrorCode.UnknownTopicOrPartition, reply.Error);
        Assert.Equal(0, broker.Kafka.Topics.Find("orders")!.Partitions[0].Log.LogEndOffset);
    }
}
