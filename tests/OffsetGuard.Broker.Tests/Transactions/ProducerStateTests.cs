using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Tests.Scenarios;
using static OffsetGuard.Broker.Tests.Scenarios.Scenario;

namespace OffsetGuard.Broker.Tests.Transactions;

public sealed class ProducerStateTests
{
    private static readonly TopicPartition s_orders = At("orders", 0);

    [Fact]
    public void A_batch_sent_twice_is_written_once_and_keeps_its_offset()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = broker.InitProducer();
        broker.ProduceAs(producer, sequence: 0, s_orders, "a", "b");
        broker.ProduceAs(producer, sequence: 2, s_orders, "c");

        var again = broker.ProduceAs(producer, sequence: 0, s_orders, "a", "b");

        Assert.Equal((ErrorCode.None, 0L), (again.Error, again.BaseOffset));
        Assert.Equal(3, broker.LastStableOffset(s_orders));
    }

    [Fact]
    public void A_gap_in_the_sequence_is_refused()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = broker.InitProducer();
        broker.ProduceAs(producer, sequence: 0, s_orders, "a");

        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, broker.ProduceAs(producer, sequence: 2, s_orders, "c").Error);
    }

    [Fact]
    public void A_batch_older_than_the_last_five_is_no_known_duplicate()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = broker.InitProducer();
        for (var i = 0; i < 6; i++)
            broker.ProduceAs(producer, sequence: i, s_orders, $"{i}");

        Assert.Equal(ErrorCode.OutOfOrderSequenceNumber, broker.ProduceAs(producer, sequence: 0, s_orders, "0").Error);
        Assert.Equal(1, broker.ProduceAs(producer, sequence: 1, s_orders, "1").BaseOffset);
    }

    [Fact]
    public void A_restarted_producer_is_another_one_and_writes_again()
    {
        var broker = Scenario.With("orders", partitions: 1);
        broker.ProduceAs(broker.InitProducer(), sequence: 0, s_orders, "a");

        var again = broker.ProduceAs(broker.InitProducer(), sequence: 0, s_orders, "a");

        Assert.Equal(1, again.BaseOffset);
    }

    [Fact]
    public void A_refused_batch_leaves_no_record_behind()
    {
        var broker = Scenario.With("orders", partitions: 1);
        var producer = broker.InitProducer();

        broker.ProduceAs(producer, sequence: 0, s_orders, "a");
        broker.ProduceAs(producer, sequence: 5, s_orders, "b", "c");

        Assert.Equal(1, broker.LastStableOffset(s_orders));
    }
}
