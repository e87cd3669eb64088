using Confluent.Kafka;
using OffsetGuard.Testing.Faults;
using static OffsetGuard.Testing.Tests.World;

namespace OffsetGuard.Testing.Tests.Faults;

/// <summary>Commits that are refused, lost, late or doubled, and what the consumer makes of it.</summary>
public sealed class CommitFaultTests
{
    [Theory]
    [InlineData(ErrorCode.RebalanceInProgress)]
    [InlineData(ErrorCode.GroupAuthorizationFailed)]
    [InlineData(ErrorCode.OffsetMetadataTooLarge)]
    public void A_commit_that_is_refused_for_good_is_not_tried_again_and_the_next_one_can_succeed(ErrorCode error)
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        var first = consumer.Next();
        var fault = kafka.Faults.On(Operation.Commit).Group("billing").Fail(error);

        Throws(error, () => consumer.Commit(first));

        Assert.Equal((1, Offset.Unset), (fault.FiredCount, kafka.Committed()));
        consumer.Commit(first);
        Assert.Equal(1, kafka.Committed());
    }

    [Theory]
    [InlineData(ErrorCode.IllegalGeneration)]
    [InlineData(ErrorCode.UnknownMemberId)]
    public void A_commit_that_fences_the_member_loses_the_assignment_and_the_record_comes_again(ErrorCode error)
    {
        var kafka = WithOrders("a");
        var lost = 0;
        using var consumer = kafka.Subscribed(Manual, b => b.SetPartitionsLostHandler((_, _) => lost++));
        var first = consumer.Next();
        kafka.Faults.On(Operation.Commit).Fail(error);

        Throws(error, () => consumer.Commit(first));
        Throws(ErrorCode.Local_AssignmentLost, () => consumer.Commit());

        // A new member id leaves the old one behind in the group until its session is over.
        Assert.Equal("a", consumer.Consume(TimeSpan.FromMinutes(1))?.Message.Value);
        Assert.Equal(1, lost);
    }

    [Theory]
    [InlineData(ErrorCode.GroupLoadInProgress, 3)]
    [InlineData(ErrorCode.NotCoordinatorForGroup, 6)]
    [InlineData(ErrorCode.GroupCoordinatorNotAvailable, 6)]
    [InlineData(ErrorCode.RequestTimedOut, 3)]
    public void A_commit_that_may_pass_later_is_tried_three_times_and_three_times_more_for_want_of_a_coordinator(ErrorCode error, int attemptsMax)
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        var first = consumer.Next();
        var twice = kafka.Faults.On(Operation.Commit).Fail(error).Times(2);

        var before = kafka.Now;
        consumer.Commit(first);
        var waited = kafka.Now - before;

        Assert.Equal(TimeSpan.FromMilliseconds(100 + 200), waited);
        Assert.Equal((2, 1L), (twice.FiredCount, kafka.Committed().Value));
        kafka.Faults.On(Operation.Commit).Fail(error).Times(attemptsMax);
        Throws(error, () => consumer.Commit(consumer.Next()));
        kafka.Faults.AssertAllFired();
    }

    [Fact]
    public void A_lost_commit_is_sent_again_after_the_socket_timeout()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(new ConsumerConfig(Manual) { SocketTimeoutMs = 20_000 });
        var first = consumer.Next();
        kafka.Faults.On(Operation.Commit).LoseRequest();

        var before = kafka.Now;
        consumer.Commit(first);

        Assert.Equal(TimeSpan.FromMilliseconds(20_000 + 100), kafka.Now - before);
        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void A_commit_whose_reply_is_lost_has_taken_effect_before_it_is_sent_again()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(new ConsumerConfig(Auto) { AutoCommitIntervalMs = 100_000 });
        consumer.Next();
        var lost = kafka.Faults.On(Operation.Commit).LoseReply();
        var again = kafka.Faults.On(Operation.Commit).Occurrence(2).DelayReply(TimeSpan.FromSeconds(1));

        kafka.AdvanceTime(TimeSpan.FromSeconds(101));
        var (lostCount, committed) = (lost.FiredCount, kafka.Committed().Value);
        kafka.AdvanceTime(TimeSpan.FromSeconds(60));

        Assert.Equal((1, 1L), (lostCount, committed));
        Assert.Equal((1, 1L), (again.FiredCount, kafka.Committed().Value));
    }

    [Fact]
    public void A_commit_that_nobody_ever_answers_ends_in_a_timeout()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(new ConsumerConfig(Manual) { SocketTimeoutMs = 10_000 });
        var first = consumer.Next();
        kafka.Faults.On(Operation.Commit).LoseReply().Times(3);

        Throws(ErrorCode.Local_TimedOut, () => consumer.Commit(first));

        Assert.Equal(1, kafka.Committed());   // nobody knows, but it is
    }

    [Fact]
    public void A_commit_may_take_effect_and_still_be_called_failed()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        var first = consumer.Next();
        kafka.Faults.On(Operation.Commit).FailAfterEffect(ErrorCode.OffsetMetadataTooLarge);

        Throws(ErrorCode.OffsetMetadataTooLarge, () => consumer.Commit(first));

        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void A_delayed_commit_takes_effect_later_and_keeps_the_application_waiting()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Manual);
        var first = consumer.Next();
        kafka.Faults.On(Operation.Commit).Delay(TimeSpan.FromSeconds(2));

        var before = kafka.Now;
        consumer.Commit(first);

        Assert.Equal((TimeSpan.FromSeconds(2), 1L), (kafka.Now - before, kafka.Committed().Value));
    }

    [Fact]
    public void A_delayed_reply_keeps_the_application_waiting_although_the_offset_is_committed()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Subscribed(Auto);
        consumer.Next();
        var fault = kafka.Faults.On(Operation.Commit).DelayReply(TimeSpan.FromSeconds(30));

        kafka.AdvanceTime(TimeSpan.FromSeconds(6));

        Assert.Equal((1, 1L), (fault.FiredCount, kafka.Committed().Value));
    }

    [Fact]
    public void A_commit_that_arrives_again_later_moves_the_committed_offset_back()
    {
        var kafka = WithOrders("a", "b");
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Commit).Duplicate(TimeSpan.FromSeconds(1));

        consumer.Commit(consumer.Next());
        consumer.Commit(consumer.Next());
        var before = kafka.Committed();
        kafka.AdvanceTime(TimeSpan.FromSeconds(1));

        Assert.Equal((2, 1), (before.Value, kafka.Committed().Value));
    }

    [Fact]
    public void One_partition_of_a_commit_is_refused_and_the_others_are_committed()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 3);
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Commit).Partition("orders", 1).Fail(ErrorCode.TopicAuthorizationFailed);

        var commit = () => consumer.Commit([new TopicPartitionOffset("orders", 0, 5), new("orders", 1, 6), new("orders", 2, 7)]);

        Throws(ErrorCode.TopicAuthorizationFailed, commit);
        Assert.Equal((5, Offset.Unset, 7), (kafka.Committed(0), kafka.Committed(1), kafka.Committed(2)));
    }

    [Fact]
    public void One_partition_of_a_commit_is_called_failed_after_all_are_committed()
    {
        var kafka = new FakeKafka().CreateTopic("orders", partitions: 2);
        using var consumer = kafka.Subscribed(Manual);
        kafka.Faults.On(Operation.Commit).Partition(1).FailAfterEffect(ErrorCode.TopicAuthorizationFailed);

        Throws(ErrorCode.TopicAuthorizationFailed, () => consumer.Commit([new TopicPartitionOffset("orders", 0, 5), new("orders", 1, 6)]));

        Assert.Equal((5, 6), (kafka.Committed(0), kafka.Committed(1)));
    }

    [Fact]
    public void A_failed_automatic_commit_is_only_told_to_its_handler_and_the_next_one_makes_up_for_it()
    {
        var kafka = WithOrders("a");
        var told = new List<ErrorCode>();
        using var consumer = kafka.Subscribed(Auto, b => b.SetOffsetsCommittedHandler((_, committed) => told.Add(committed.Error.Code)));
        consumer.Next();
        kafka.Faults.On(Operation.Commit).Fail(ErrorCode.RebalanceInProgress);

        kafka.AdvanceTime(TimeSpan.FromSeconds(11));
        consumer.Next();

        Assert.Equal([ErrorCode.RebalanceInProgress, ErrorCode.NoError], told);
        Assert.Equal(1, kafka.Committed());
    }

    [Fact]
    public void Committed_offsets_are_asked_for_again_until_the_caller_has_waited_long_enough()
    {
        var kafka = WithOrders("a");
        using var consumer = kafka.Assigned(Manual);
        consumer.Next();
        kafka.Faults.On(Operation.CommittedOffsets).Fail(ErrorCode.GroupLoadInProgress).Times(4);

        var committed = consumer.Committed(TimeSpan.FromSeconds(10));
        kafka.Faults.On(Operation.CommittedOffsets).LoseReply();

        Assert.Equal(Offset.Unset, committed.Single().Offset);
        Throws(ErrorCode.Local_TimedOut, () => consumer.Committed(TimeSpan.FromSeconds(10)));
        kafka.Faults.AssertAllFired();
    }
}
