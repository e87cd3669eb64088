using Confluent.Kafka;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Records that nobody ever reads: nobody can lose them, and nobody has processed them.</summary>
public sealed class UnreadPartitionTests
{
    [Fact]
    public void A_partition_that_nobody_takes_makes_no_progress()
    {
        var failure = Fails(With(Assigned(new TopicPartition("orders", 0)), records: 4, partitions: 2));

        Assert.Equal("progress", failure.Property);
        Assert.Contains("group billing reads orders, and nobody of it ever reads partition 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Partitions_that_two_processes_share_by_hand_are_all_read() => OffsetGuard.Chaos.Chaos.Test(world =>
    {
        Fill(world, records: 4, partitions: 2);
        world.Process("first", Assigned(new TopicPartition("orders", 0)));
        world.Process("second", Assigned(new TopicPartition("orders", 1)));
    });

    [Fact]
    public void A_topic_that_the_test_expects_to_be_read_is_missed()
    {
        var failure = Fails(world =>
        {
            world.Kafka.CreateTopic("orders.retry").Produce("orders.retry", ("A", "1"));
            world.MustRead("billing", ["orders.retry"]);
            With(Loop(ProcessThenCommit))(world);
        });

        Assert.Equal("progress", failure.Property);
        Assert.Contains("orders.retry[0]@0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_that_was_given_its_offsets_beforehand_reads() => OffsetGuard.Chaos.Chaos.Test(world =>
    {
        Fill(world);
        using var admin = world.Kafka.AdminClientBuilder(new AdminClientConfig()).Build();
        admin.AlterConsumerGroupOffsetsAsync([new ConsumerGroupTopicPartitionOffsets("billing", [new TopicPartitionOffset("orders", 0, 0)])]).GetAwaiter().GetResult();
        world.Sometimes("read");
        world.Process("worker", Loop((consumer, order, context) =>
        {
            context.Sometimes("read", condition: true);
            ProcessThenCommit(consumer, order, context);
        }));
    });

    private static Action<ProcessContext> Assigned(TopicPartition partition) => context =>
    {
        using var consumer = context.ConsumerBuilder<string, string>(Manual).Build();
        consumer.Assign(new TopicPartitionOffset(partition, Offset.Stored));
        try
        {
            while (true)
                ProcessThenCommit(consumer, consumer.Consume(context.Stopping), context);
        }
        catch (OperationCanceledException)
        {
        }
    };
}
