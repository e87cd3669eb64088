using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

/// <summary>Adding and removing partitions by hand.</summary>
public sealed class IncrementalAssignTests
{
    [Fact]
    public void Added_partitions_are_read_beside_the_others()
    {
        var kafka = TwoPartitions();
        using var consumer = kafka.Assigned(Manual);
        Assert.Equal(["a"], consumer.Drain());

        consumer.IncrementalAssign([Orders1]);

        Assert.Equal(["b"], consumer.Drain());
        Assert.Equal([Orders0, Orders1], consumer.Assignment);
        Assert.Equal(1, consumer.Position(Orders0));
    }

    [Fact]
    public void An_assigned_partition_cannot_be_added() =>
        Throws(ErrorCode.Local_Conflict, () => TwoPartitions().Assigned(Manual).IncrementalAssign([new TopicPartitionOffset(Orders0, 0)]));

    [Fact]
    public void A_partition_that_is_not_assigned_cannot_be_removed()
    {
        using var consumer = TwoPartitions().Assigned(Manual);

        Throws(ErrorCode.Local_InvalidArg, () => consumer.IncrementalUnassign([Orders1]));
        consumer.IncrementalUnassign([]);

        Assert.Equal([Orders0], consumer.Assignment);
    }

    [Fact]
    public void A_removed_partition_is_committed_and_the_rest_is_not()
    {
        var kafka = TwoPartitions();
        using var consumer = kafka.Assigned(Auto);
        consumer.IncrementalAssign([Orders1]);
        consumer.Drain();
        kafka.AdvanceTime(TimeSpan.FromSeconds(5));   // the timer has committed both
        consumer.Seek(new TopicPartitionOffset(Orders1, 0));
        consumer.Drain();

        consumer.IncrementalUnassign([Orders1]);

        Assert.Equal([Orders0], consumer.Assignment);
        Assert.Equal(1, kafka.Committed(partition: 1));
    }

    [Fact]
    public void A_member_of_an_eager_group_has_to_use_Assign()
    {
        using var consumer = TwoPartitions().Subscribed(Manual);
        consumer.Next();

        Throws(ErrorCode.Local_State, () => consumer.IncrementalAssign([Orders1]));
        Throws(ErrorCode.Local_State, () => consumer.IncrementalUnassign([Orders0]));
    }

    private static FakeKafka TwoPartitions() =>
        new FakeKafka().CreateTopic("orders", partitions: 2).Produce("orders", (null, "a"), (null, "b"));   // in turn: partition 0, 1
}
