using Confluent.Kafka;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Consumers;

public sealed class AutoCommitTests
{
    [Fact]
    public void The_timer_commits_the_record_that_is_still_being_processed()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Auto);
        consumer.Next();

        kafka.AdvanceTime(TimeSpan.FromSeconds(5));   // no call of the consumer: the record is in the application's hands

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void Nothing_is_committed_before_the_interval_is_over()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Auto);
        consumer.Consume(0);

        kafka.AdvanceTime(TimeSpan.FromSeconds(5) - TimeSpan.FromTicks(1));

        Assert.Equal(Offset.Unset, kafka.Committed());
    }

    [Fact]
    public void A_killed_consumer_loses_the_record_that_the_timer_committed()
    {
        var kafka = WithOrders("a", "b");
        var killed = kafka.Subscribed(Auto);
        killed.Next();
        kafka.AdvanceTime(TimeSpan.FromSeconds(5));
        killed.Dispose();

        using var restarted = kafka.Subscribed(Auto);
        kafka.AdvanceTime(TimeSpan.FromSeconds(45));

        Assert.Equal(["b"], restarted.Drain());
    }

    [Fact]
    public void Without_auto_commit_no_timer_runs()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        consumer.Next();

        kafka.AdvanceTime(TimeSpan.FromMinutes(1));

        Assert.Equal(Offset.Unset, kafka.Committed());
    }

    [Fact]
    public void An_interval_of_zero_stops_the_timer_and_keeps_the_commit_on_close()
    {
        var kafka = WithOrders("a");
        var config = Auto;
        config.AutoCommitIntervalMs = 0;
        using var consumer = kafka.Subscribed(config);
        consumer.Next();
        kafka.AdvanceTime(TimeSpan.FromMinutes(1));
        var byTimer = kafka.Committed();

        consumer.Close();

        Assert.Equal((Offset.Unset, 1), (byTimer, kafka.Committed()));
    }

    [Fact]
    public void A_consumer_that_only_assigns_is_served_by_the_timer_too()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Assigned(Auto);
        consumer.Consume(100);

        kafka.AdvanceTime(TimeSpan.FromSeconds(5));

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void After_Unsubscribe_a_manual_assignment_is_tried_by_the_timer_again()
    {
        var kafka = WithOrders("a");
        CommittedOffsets? told = null;
        using var consumer = kafka.Subscribed(Auto, b => b.SetOffsetsCommittedHandler((_, c) => told = c));
        consumer.Unsubscribe();
        consumer.Next();
        consumer.Assign(At(0));

        consumer.Next();
        consumer.Next();

        Assert.Equal(ErrorCode.UnknownMemberId, told!.Error.Code);   // its generation is known, its member id is not
    }

    [Fact]
    public void The_committed_handler_is_told_of_every_assigned_partition_inside_Consume()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2).Produce("orders", (null, "a"));
        CommittedOffsets? told = null;
        using var consumer = kafka.Subscribed(Auto, b => b.SetOffsetsCommittedHandler((_, c) => told = c));
        consumer.Consume(100);
        kafka.AdvanceTime(TimeSpan.FromSeconds(5));
        Assert.Null(told);

        consumer.Consume(0);

        Assert.Equal([(0, 1), (1, Offset.Unset)], told!.Offsets.Select(o => (o.Partition.Value, o.Offset)));
        Assert.All(told.Offsets, o => Assert.Equal((ErrorCode.NoError, "Success"), (o.Error.Code, o.Error.Reason)));
    }

    [Fact]
    public void The_committed_handler_is_not_called_when_there_is_nothing_to_commit()
    {
        var calls = 0;
        using var consumer = WithOrders().Subscribed(Auto, b => b.SetOffsetsCommittedHandler((_, _) => calls++));

        consumer.Consume(TimeSpan.FromMinutes(1));

        Assert.Equal(0, calls);
    }

    [Fact]
    public void The_committed_handler_is_not_called_for_commits_of_the_application()
    {
        var calls = 0;
        using var consumer = WithOrders("a").Subscribed(Manual, b => b.SetOffsetsCommittedHandler((_, _) => calls++));
        consumer.Commit(consumer.Next());

        consumer.Next();

        Assert.Equal(0, calls);
    }

    [Fact]
    public void The_last_commit_may_move_the_committed_offset_back()
    {
        var kafka = WithOrders("a", "b", "c");
        using var consumer = kafka.Assigned(Auto);
        consumer.Drain();   // the timer has committed 3 meanwhile
        consumer.Seek(At(0));
        consumer.Consume(0);

        consumer.Close();

        Assert.Equal(1, kafka.Committed());
    }
}
