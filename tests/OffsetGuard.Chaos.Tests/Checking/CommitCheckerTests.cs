using OffsetGuard.Broker.History;
using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Transactions;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using static ChaosTests.Checking.Watched;

namespace ChaosTests.Checking;

/// <summary>Checkers of what is committed, by whom and when.</summary>
public sealed class CommitCheckerTests
{
    [Fact]
    public void A_commit_past_a_record_that_nobody_processed_is_ahead()
    {
        var ahead = new Watched(Promise.NoCommitAhead).Append(3).Read(Left).Process(Left, 0).Commit(Left, 2);
        var behind = new Watched(Promise.NoCommitAhead).Append(3).Read(Left).Process(Left, 0).Commit(Left, 1);

        Assert.Equal(1, ahead.FoundAt);
        Assert.Null(behind.Found);
    }

    [Fact]
    public void A_commit_past_markers_and_aborted_records_is_not_ahead() => Assert.Null(
        new Watched(Promise.NoCommitAhead).Append(1).Append(2, transactionOf: 7).End(7, TransactionEnd.Abort).Append(1).Read(Left).Process(Left, 0).Commit(Left, 4).Found);

    [Fact]
    public void The_test_itself_may_say_where_a_group_begins() =>
        Assert.Null(new Watched(Promise.NoCommitAhead).Append(3).Commit(null, 2).Read(Left, from: 2).Process(Left, 2).Commit(Left, 3).Found);

    [Fact]
    public void A_commit_of_what_was_cut_off_meanwhile_is_not_ahead_until_the_group_reads_on()
    {
        var watched = new Watched(Promise.NoCommitAhead).Append(3).Read(Left).Process(Left, 0, 1, 2).Truncate(1).Append(2);
        watched.Commit(Left, 3);
        Assert.Null(watched.Found);

        watched.Position(Left, 1, ReadingStart.Truncated).Commit(Left, 3);

        Assert.Equal(1, watched.FoundAt);
    }

    [Fact]
    public void A_commit_behind_the_end_of_the_log_is_out_of_range()
    {
        Assert.Equal(4, new Watched(Promise.NoCommitBeyondLog).Append(3).Read(Left).Commit(Left, 4).FoundAt);
        Assert.Null(new Watched(Promise.NoCommitBeyondLog).Append(3).Read(Left).Commit(Left, 3).Found);
    }

    [Fact]
    public void A_commit_that_moves_back_needs_a_consumer_that_reads_again_from_there()
    {
        var stale = new Watched(Promise.NoCommitRegression).Append(9).Commit(Left, 5).Commit(Right, 3);
        var sought = new Watched(Promise.NoCommitRegression).Append(9).Commit(Left, 5).Position(Left, 2, ReadingStart.Sought).Commit(Left, 3);
        var another = new Watched(Promise.NoCommitRegression).Append(9).Commit(Left, 5).Position(Right, 2, ReadingStart.Sought).Commit(Left, 3);

        Assert.Equal(3, stale.FoundAt);
        Assert.Null(sought.Found);
        Assert.Equal(3, another.FoundAt);
    }

    [Fact]
    public void An_offset_that_the_group_has_forgotten_is_no_height_to_keep() => Assert.Null(new Watched(Promise.NoCommitRegression)
        .Append(9).Commit(Left, 5).Tell(new OffsetsForgotten(default, null, "billing", new TopicPartition("orders", 0))).Commit(Left, 3).Found);

    [Fact]
    public void The_final_commit_is_exact_when_only_markers_lie_between_it_and_the_next_record()
    {
        var watched = new Watched(Promise.FinalCommitExact).Append(2, transactionOf: 7).End(7, TransactionEnd.Commit).Read(Left).Process(Left, 0, 1).Commit(Left, 2);

        watched.AtEnd();

        Assert.Null(watched.Found);
    }

    [Fact]
    public void A_final_commit_that_is_too_low_is_excused_by_a_fault_and_not_by_a_kill()
    {
        var calm = new Watched(Promise.FinalCommitExact).Append(2).Read(Left).Process(Left, 0, 1).Commit(Left, 1);
        var killed = new Watched(Promise.FinalCommitExact).Append(2).Read(Left).Tell(new ProcessKilled(default, Left, "")).Process(Left, 0, 1).Commit(Left, 1);
        var refused = new Watched(Promise.FinalCommitExact).Append(2).Read(Left).Process(Left, 0, 1).Commit(Left, 1).Tell(new FaultStruck(default, Left, FaultKind.Refuse, "refuse"));

        calm.AtEnd();
        killed.AtEnd();
        refused.AtEnd();

        Assert.Equal(1, calm.FoundAt);
        Assert.Equal(1, killed.FoundAt);
        Assert.Null(refused.Found);
    }

    [Fact]
    public void A_consumer_commits_for_partitions_that_it_has()
    {
        Assert.Null(new Watched(Promise.CommitsOwnPartitions).Append(3).Assign(Left).Commit(Left, 1).Found);
        Assert.Null(new Watched(Promise.CommitsOwnPartitions).Append(3).Assign(Left).Revoke(Left).Commit(Left, 1).Found);
        Assert.Equal(0, new Watched(Promise.CommitsOwnPartitions).Append(3).Assign(Left).Release(Left).Commit(Left, 1).FoundAt);
        Assert.Equal(0, new Watched(Promise.CommitsOwnPartitions).Append(3).Assign(Left).Revoke(Left, GivingUp.Lost).Commit(Left, 1).FoundAt);
        Assert.Equal(0, new Watched(Promise.CommitsOwnPartitions).Append(3).Assign(Left).Commit(Right, 1).FoundAt);
    }

    [Fact]
    public void What_an_aborted_transaction_had_processed_is_processed_again_before_the_next_commit_past_it()
    {
        var skipped = new Watched(Promise.RewindAfterAbort).Append(3).Discard(Left, 0).Process(Left, 1).Commit(Left, 2, MoveCause.Transaction);
        var again = new Watched(Promise.RewindAfterAbort).Append(3).Discard(Left, 0).Process(Left, 0, 1).Commit(Left, 2, MoveCause.Transaction);

        Assert.Equal(0, skipped.FoundAt);
        Assert.Null(again.Found);
    }

    [Fact]
    public void Who_writes_in_transactions_commits_by_them()
    {
        var written = new RecordsAppended(default, Left, new TopicPartition("invoices", 0), 0, 1) { TransactionOf = 7 };

        Assert.Equal(0, new Watched(Promise.OffsetsInTransaction).Tell(written).Commit(Left, 1).FoundAt);
        Assert.Null(new Watched(Promise.OffsetsInTransaction).Tell(written).Commit(Left, 1, MoveCause.Transaction).Found);
        Assert.Null(new Watched(Promise.OffsetsInTransaction).Tell(written).Commit(Right, 1).Found);
    }
}
