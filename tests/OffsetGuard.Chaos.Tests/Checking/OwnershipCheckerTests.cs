using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Log;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using static ChaosTests.Checking.Watched;

namespace ChaosTests.Checking;

/// <summary>Checkers of who has a partition, how it is read and how a process ends.</summary>
public sealed class OwnershipCheckerTests
{
    [Fact]
    public void Nothing_is_processed_once_the_handler_of_the_revocation_has_returned()
    {
        var draining = new Watched(Promise.NothingAfterRevocation).Assign(Left).Revoke(Left).Process(Left, 0);
        var late = new Watched(Promise.NothingAfterRevocation).Assign(Left).Release(Left).Process(Left, 0);
        var given = new Watched(Promise.NothingAfterRevocation).Assign(Left).Release(Left).Assign(Left).Process(Left, 0);

        Assert.Null(draining.Found);
        Assert.Equal(0, late.FoundAt);
        Assert.Null(given.Found);
    }

    [Fact]
    public void An_earlier_owner_has_no_effect_after_one_of_a_later_owner()
    {
        var mixed = new Watched(Promise.OneOwner).Append(3).Assign(Left).Process(Left, 0).Assign(Right).Process(Right, 1).Process(Left, 2);
        var inTurn = new Watched(Promise.OneOwner).Append(3).Assign(Left).Process(Left, 0).Assign(Right).Process(Left, 1).Process(Right, 2);

        Assert.Equal(2, mixed.FoundAt);
        Assert.Null(inTurn.Found);
    }

    [Fact]
    public void Who_gives_a_partition_back_in_order_has_committed_what_it_processed()
    {
        var tidy = new Watched(Promise.CleanHandOver).Append(3).Assign(Left).Process(Left, 0).Commit(Left, 1).Release(Left).Assign(Right).Position(Right, 1);
        var untidy = new Watched(Promise.CleanHandOver).Append(3).Assign(Left).Process(Left, 0).Release(Left).Assign(Right).Position(Right, 0, ReadingStart.ResetUnknown);
        var lost = new Watched(Promise.CleanHandOver).Append(3).Assign(Left).Process(Left, 0).Release(Left, GivingUp.Lost).Assign(Right).Position(Right, 0);

        Assert.Null(tidy.Found);
        Assert.Equal(0, untidy.FoundAt);
        Assert.Null(lost.Found);
    }

    [Fact]
    public void What_a_handler_begins_for_a_partition_that_is_lost_is_too_late()
    {
        var begins = new Watched(Promise.NothingAfterRevocation).Assign(Left).Revoke(Left, GivingUp.Lost)
            .Tell(new RecordProcessed(default, Left, "billing", new TopicPartition("orders", 0), 0) { IsInHandler = true });
        var ends = new Watched(Promise.NothingAfterRevocation).Assign(Left).Revoke(Left, GivingUp.Lost).Process(Left, 0);
        var flushes = new Watched(Promise.NothingAfterRevocation).Assign(Left).Revoke(Left)
            .Tell(new RecordProcessed(default, Left, "billing", new TopicPartition("orders", 0), 0) { IsInHandler = true });

        Assert.Equal(0, begins.FoundAt);
        Assert.Null(ends.Found);
        Assert.Null(flushes.Found);
    }

    [Fact]
    public void What_a_killed_owner_had_processed_is_not_held_against_the_next_one()
    {
        var killed = new Watched(Promise.CleanHandOver).Append(3).Assign(Left).Process(Left, 1).Release(Left)
            .Tell(new ProcessKilled(default, Left, "before Commit")).Assign(Right).Position(Right, 1, ReadingStart.ResetUnknown);
        var another = new Watched(Promise.CleanHandOver).Append(3).Process(Right, 1).Assign(Left).Process(Left, 0).Commit(Left, 1).Release(Left)
            .Assign(Right).Position(Right, 1);

        Assert.Null(killed.Found);
        Assert.Null(another.Found);
    }

    [Fact]
    public void A_program_that_says_itself_where_to_read_meets_the_committed_offset()
    {
        var stale = new Watched(Promise.ResumePoint).Append(9).Commit(Left, 5).Assign(Right).Position(Right, 3, ReadingStart.Assigned);
        var right = new Watched(Promise.ResumePoint).Append(9).Commit(Left, 5).Assign(Right).Position(Right, 5, ReadingStart.Assigned);

        Assert.Equal(3, stale.FoundAt);
        Assert.Null(right.Found);
    }

    [Fact]
    public void A_new_owner_is_not_sent_back_to_what_is_processed_and_committed()
    {
        var back = new Watched(Promise.BoundedDuplicates).Append(9).Process(Left, 0, 1).Commit(Left, 2).Assign(Right).Position(Right, 0, ReadingStart.Assigned);
        var forth = new Watched(Promise.BoundedDuplicates).Append(9).Process(Left, 0, 1).Commit(Left, 2).Assign(Right).Position(Right, 2, ReadingStart.Assigned);

        Assert.Equal(0, back.FoundAt);
        Assert.Null(forth.Found);
    }

    [Fact]
    public void Deliveries_are_contiguous_over_what_can_be_read()
    {
        var gap = new Watched(Promise.NoPollSkip).Append(3).Read(Left).Position(Left, 0).Deliver(Left, 0).Deliver(Left, 2);
        var trimmed = new Watched(Promise.NoPollSkip).Append(3).Read(Left).Position(Left, 0).Deliver(Left, 0).Trim(2).Deliver(Left, 2);
        var sought = new Watched(Promise.NoPollSkip).Append(3).Read(Left).Position(Left, 0).Deliver(Left, 0).Position(Left, 2, ReadingStart.Sought).Deliver(Left, 2);

        Assert.Equal(1, gap.FoundAt);
        Assert.Null(trimmed.Found);
        Assert.Null(sought.Found);
    }

    [Fact]
    public void Deliveries_rise_unless_the_program_seeks()
    {
        var falling = new Watched(Promise.MonotonicPoll).Append(3).Deliver(Left, 1).Deliver(Left, 1);
        var sought = new Watched(Promise.MonotonicPoll).Append(3).Deliver(Left, 1).Position(Left, 0, ReadingStart.Sought).Deliver(Left, 0);

        Assert.Equal(1, falling.FoundAt);
        Assert.Null(sought.Found);
    }

    [Fact]
    public void Who_knows_that_it_is_fenced_does_nothing_more_until_it_has_a_new_producer()
    {
        var goesOn = new Watched(Promise.StopWhenFenced).Append(3).Deliver(Left, 0).Throw(Left, ErrorCode.LocalFenced, "CommitTransaction").Process(Left, 0);
        var insists = new Watched(Promise.StopWhenFenced).Append(3).Deliver(Left, 0)
            .Throw(Left, ErrorCode.LocalFenced, "CommitTransaction").Throw(Left, ErrorCode.LocalFenced, "BeginTransaction");
        var beginsAnew = new Watched(Promise.StopWhenFenced).Append(3).Deliver(Left, 0).Throw(Left, ErrorCode.LocalFenced, "CommitTransaction")
            .Throw(Left, ErrorCode.LocalFenced, "AbortTransaction").Tell(new ProducerStarted(default, Left, 5, "billing-1")).Process(Left, 0);

        Assert.Equal(0, goesOn.FoundAt);
        Assert.Equal(0, insists.FoundAt);
        Assert.Null(beginsAnew.Found);
    }

    [Fact]
    public void A_batch_stands_in_the_log_once()
    {
        NewRecord[] batch = [new(null, [1], 0)];
        var first = new RecordsAppended(default, Left, new TopicPartition("orders", 0), 0, 1) { Records = batch };

        Assert.Equal(1, new Watched(Promise.NoProducerDuplicates).Tell(first).Tell(first with { BaseOffset = 1 }).FoundAt);
        Assert.Null(new Watched(Promise.NoProducerDuplicates).Tell(first).Tell(first with { BaseOffset = 1, Records = [.. batch] }).Found);
    }

    [Fact]
    public void A_process_that_ends_has_no_work_under_way()
    {
        Assert.Equal(0, new Watched(Promise.NoUnobservedWork).Append(1).Deliver(Left, 0).Tell(new ProcessStopped(default, Left, true, 1)).FoundAt);
        Assert.Null(new Watched(Promise.NoUnobservedWork).Append(1).Deliver(Left, 0).Tell(new ProcessStopped(default, Left, true, 0)).Found);
    }

    [Fact]
    public void Being_late_for_a_poll_is_a_storm_only_without_a_fault()
    {
        var calm = new Watched(Promise.NoRebalanceStorm).Append(1).Deliver(Left, 0).Throw(Left, ErrorCode.LocalMaxPollExceeded);
        var stalled = new Watched(Promise.NoRebalanceStorm).Append(1).Deliver(Left, 0)
            .Tell(new ProcessStalled(default, Left, TimeSpan.FromMinutes(6))).Throw(Left, ErrorCode.LocalMaxPollExceeded);

        Assert.Equal(0, calm.FoundAt);
        Assert.Null(stalled.Found);
    }

    [Fact]
    public void Members_that_throw_each_other_out_are_a_storm()
    {
        var calm = new Watched(Promise.NoRebalanceStorm).Append(1).Throw(Left, ErrorCode.FencedInstanceId).Deliver(Right, 0);
        var frozen = new Watched(Promise.NoRebalanceStorm).Append(1).Deliver(Left, 0)
            .Tell(new ProcessFrozen(default, Left, TimeSpan.FromMinutes(1))).Throw(Left, ErrorCode.FencedInstanceId);

        calm.AtRest();
        frozen.AtRest();

        Assert.Equal(0, calm.FoundAt);
        Assert.Null(frozen.Found);
    }

    [Fact]
    public void A_fourth_rebalance_with_the_same_members_is_a_storm()
    {
        var watched = new Watched(Promise.NoRebalanceStorm).Append(1).Deliver(Left, 0).Tell(new MemberCame(default, Left, "billing", "m1"));
        for (var i = 0; i < 3; i++)
            watched.Tell(new RebalanceStarted(default, "billing"));
        Assert.Null(watched.Found);

        watched.Tell(new RebalanceStarted(default, "billing"));

        Assert.Equal(0, watched.FoundAt);
    }

    [Fact]
    public void A_client_that_failed_for_good_is_not_left_standing()
    {
        var sits = new Watched(Promise.NoSwallowedError).Append(1).Deliver(Left, 0).Throw(Left, ErrorCode.LocalFatal);
        var ends = new Watched(Promise.NoSwallowedError).Append(1).Deliver(Left, 0).Throw(Left, ErrorCode.LocalFatal)
            .Tell(new ProcessFailed(default, Left, new InvalidOperationException()));

        sits.AtRest();
        ends.AtRest();

        Assert.Equal(0, sits.FoundAt);
        Assert.Null(ends.Found);
    }

    [Fact]
    public void A_process_that_stops_leaves_its_group()
    {
        var began = new ProcessStarted(default, Left);
        var ended = new ProcessStopped(default, Left, WasAsked: true, UnfinishedCount: 0);
        var rude = new Watched(Promise.CleanShutdown).Append(1).Tell(began).Assign(Left).Deliver(Left, 0).Tell(ended);
        var polite = new Watched(Promise.CleanShutdown).Append(1).Tell(began).Assign(Left).Deliver(Left, 0).Release(Left).Tell(ended);
        var deaf = new Watched(Promise.CleanShutdown).Append(1).Tell(began).Assign(Left).Deliver(Left, 0)
            .Tell(new FaultStruck(default, Left, FaultKind.Lose, "lose left after LeaveGroup")).Tell(ended);
        var endless = new Watched(Promise.CleanShutdown).Append(1).Tell(began).Assign(Left).Deliver(Left, 0).Release(Left);

        polite.AtEnd();
        endless.AtEnd();

        Assert.Equal(0, rude.FoundAt);
        Assert.Null(polite.Found);
        Assert.Null(deaf.Found);
        Assert.Equal(0, endless.FoundAt);
    }
}
