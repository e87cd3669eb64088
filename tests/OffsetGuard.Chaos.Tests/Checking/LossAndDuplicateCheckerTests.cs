using OffsetGuard.Broker.Protocol;
using OffsetGuard.Broker.Transactions;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using static ChaosTests.Checking.Watched;

namespace ChaosTests.Checking;

/// <summary>Checkers that count what was processed: a history that breaks the promise, and its neighbour that keeps it.</summary>
public sealed class LossAndDuplicateCheckerTests
{
    [Fact]
    public void A_record_that_the_group_is_past_and_nobody_processed_is_lost()
    {
        var watched = new Watched(Promise.AtLeastOnce).Append(3).Read(Left).Process(Left, 0, 2).Commit(Left, 3);

        watched.AtRest();

        Assert.Equal(1, watched.FoundAt);
    }

    [Fact]
    public void A_record_that_a_restart_reads_is_not_lost()
    {
        var watched = new Watched(Promise.AtLeastOnce).Append(3).Read(Left).Process(Left, 0).Commit(Left, 1);

        watched.AtRest();

        Assert.Null(watched.Found);
    }

    [Fact]
    public void A_record_of_an_aborted_transaction_and_the_marker_behind_it_cannot_be_lost()
    {
        var watched = new Watched(Promise.AtLeastOnce).Append(1).Append(2, transactionOf: 7).End(7, TransactionEnd.Abort).Append(1);

        watched.Read(Left).Process(Left, 0, 4).Commit(Left, 5).AtRest();

        Assert.Null(watched.Found);
    }

    [Fact]
    public void A_reader_of_uncommitted_records_loses_what_was_aborted()
    {
        var watched = new Watched(Promise.AtLeastOnce).Append(1, transactionOf: 7).End(7, TransactionEnd.Abort).Append(1);

        watched.Read(Left, isolation: IsolationLevel.ReadUncommitted).Process(Left, 2).Commit(Left, 3).AtRest();

        Assert.Equal(0, watched.FoundAt);
    }

    [Fact]
    public void What_retention_took_away_is_not_lost_by_the_consumer()
    {
        var watched = new Watched(Promise.AtLeastOnce).Append(3).Read(Left).Trim(2).Process(Left, 2).Commit(Left, 3);

        watched.AtRest();

        Assert.Null(watched.Found);
    }

    [Fact]
    public void What_the_cluster_cut_off_is_not_lost_by_the_consumer_and_what_came_instead_can_be()
    {
        var watched = new Watched(Promise.AtLeastOnce).Append(3).Read(Left).Process(Left, 0, 1, 2).Commit(Left, 3).Truncate(1);
        watched.AtRest();
        Assert.Null(watched.Found);

        watched.Append(2).AtRest();

        Assert.Equal(1, watched.FoundAt);
    }

    [Fact]
    public void Records_before_the_first_one_that_the_group_asked_for_do_not_count()
    {
        var watched = new Watched(Promise.AtLeastOnce).Append(3).Read(Left, from: 2).Process(Left, 2).Commit(Left, 3);

        watched.AtRest();

        Assert.Null(watched.Found);
    }

    [Fact]
    public void A_record_behind_an_open_transaction_is_no_lack_of_progress()
    {
        var watched = new Watched(Promise.Progress).Append(1, transactionOf: 7).Append(1).Read(Left);
        watched.AtRest();
        Assert.Null(watched.Found);

        watched.End(7, TransactionEnd.Commit).AtRest();

        Assert.Equal(0, watched.FoundAt);
    }

    [Theory]
    [InlineData(Promise.ExactlyOnce)]
    [InlineData(Promise.AtMostOnce)]
    public void A_second_effect_is_one_too_many_even_after_a_kill(Promise promise)
    {
        var watched = new Watched(promise).Append(1).Read(Left).Process(Left, 0).Tell(new ProcessKilled(default, Left, "somewhere"));
        Assert.Null(watched.Found);

        watched.Process(Right, 0);

        Assert.Equal(0, watched.FoundAt);
    }

    [Fact]
    public void A_record_that_stands_in_a_store_once_may_be_reported_again() =>
        Assert.Null(new Watched(Promise.ExactlyOnce).Append(1).Read(Left).Write(Left, "totals", 0).Process(Left, 0).Process(Right, 0).Found);

    [Fact]
    public void Two_stores_may_hold_the_effect_of_one_record() =>
        Assert.Null(new Watched(Promise.ExactlyOnce).Append(1).Read(Left).Write(Left, "totals", 0).Write(Left, "outbox", 0).Found);

    [Fact]
    public void The_same_store_may_not() =>
        Assert.Equal(0, new Watched(Promise.ExactlyOnce).Append(1).Read(Left).Write(Left, "totals", 0).Write(Right, "totals", 0).FoundAt);

    [Fact]
    public void A_repetition_is_gratuitous_until_something_fails()
    {
        var calm = new Watched(Promise.GratuitousDuplicates).Append(1).Read(Left).Process(Left, 0).Process(Left, 0);
        var disturbed = new Watched(Promise.GratuitousDuplicates).Append(1).Read(Left).Process(Left, 0).Tell(new FaultStruck(default, Left, FaultKind.Join, "join")).Process(Left, 0);

        Assert.Equal(0, calm.FoundAt);
        Assert.Null(disturbed.Found);
    }

    [Fact]
    public void A_record_of_a_transaction_may_not_be_processed_before_its_end_nor_after_its_abort()
    {
        var early = new Watched(Promise.PrecommittedRead).Append(1, transactionOf: 7).Process(Left, 0);
        var late = new Watched(Promise.AbortedRead).Append(1, transactionOf: 7).End(7, TransactionEnd.Abort).Process(Left, 0);

        Assert.Equal(0, early.FoundAt);
        Assert.Equal(0, late.FoundAt);
    }

    [Fact]
    public void A_record_of_a_committed_transaction_may_be_processed()
    {
        var early = new Watched(Promise.PrecommittedRead).Append(1, transactionOf: 7).End(7, TransactionEnd.Commit).Process(Left, 0);
        var late = new Watched(Promise.AbortedRead).Append(1, transactionOf: 7).End(7, TransactionEnd.Commit).Process(Left, 0);

        Assert.Null(early.Found);
        Assert.Null(late.Found);
    }

    [Fact]
    public void Order_in_a_partition_is_the_order_of_first_effects()
    {
        var wrong = new Watched(Promise.PartitionOrder).Append(3).Read(Left).Process(Left, 0, 2);
        var repeated = new Watched(Promise.PartitionOrder).Append(3).Read(Left).Process(Left, 0, 1, 0, 2);

        Assert.Equal(2, wrong.FoundAt);
        Assert.Null(repeated.Found);
    }

    [Fact]
    public void Order_of_a_key_lets_other_keys_pass()
    {
        var other = new Watched(Promise.KeyOrder).Append(1, "A").Append(1, "B").Append(1, "A").Read(Left).Process(Left, 1, 0, 2);
        var same = new Watched(Promise.KeyOrder).Append(1, "A").Append(1, "B").Append(1, "A").Read(Left).Process(Left, 2);

        Assert.Null(other.Found);
        Assert.Equal(2, same.FoundAt);
    }
}
