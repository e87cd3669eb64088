using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Durability;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests.Durability;

/// <summary>A transaction over several stores: all or nothing, and as if there were no other.</summary>
public sealed class DurableTransactionTests
{
    private static readonly Tills.Handling s_exactlyOnce = (world, _, order) =>
    {
        using var transaction = world.Durable.Begin();
        if (!world.Seen().In(transaction).TryInsert($"{order.TopicPartition}", order.Offset, source: order)
            && world.Seen().In(transaction).GetOrDefault($"{order.TopicPartition}") >= order.Offset)
            return;
        world.Seen().In(transaction).Upsert($"{order.TopicPartition}", order.Offset, source: order);
        var totals = world.Totals().In(transaction);
        totals.Upsert(order.Message.Key, totals.GetOrDefault(order.Message.Key) + 1, source: order);
        world.Mails().In(transaction).Append(order.Message.Key);
        transaction.Commit();
    };

    [Theory]
    [InlineData("kill worker before Commit(seen, totals, mails for orders[0]@1)#1")]
    [InlineData("kill worker after Commit(seen, totals, mails for orders[0]@1)#1")]
    [InlineData("throw worker before Commit(seen, totals, mails for orders[0]@1)#1")]
    [InlineData("throw worker after Commit(seen, totals, mails for orders[0]@1)#1")]
    [InlineData("kill worker before Commit(orders[0]→2)#1")]
    public void A_transaction_with_its_dedup_mark_has_its_effect_once_whatever_happens(string fault)
    {
        var run = Tills.Run(Tills.With(s_exactlyOnce), fault);

        Assert.Equal("totals A=1 B=1 C=1; mails A B C", run.Holdings());
        Assert.Empty(run.Violations);
    }

    [Fact]
    public void A_transaction_that_names_its_records_counts_as_processing_them() => Chaos.Test(Tills.With(s_exactlyOnce));

    [Fact]
    public void A_transaction_without_a_commit_leaves_nothing_behind() => Breaks("at-least-once", Tills.With((world, _, order) =>
    {
        using var transaction = world.Durable.Begin();
        world.Totals().In(transaction).Upsert("A", 1, source: order);
        if (order.Offset == 0)
            transaction.Commit();
    }));

    [Fact]
    public void A_killed_process_takes_its_open_transaction_with_it()
    {
        var run = Tills.Run(
            Tills.With((world, context, order) =>
            {
                using var transaction = world.Durable.Begin();
                world.Totals().In(transaction).Upsert("A", context.IncarnationNumber);
                world.Mails().In(transaction).Append($"by {context.IncarnationNumber}");
                context.Processed(order);
                transaction.Commit();
            }, records: 1),
            "kill worker before Processed(orders[0]@0)#1");

        Assert.Equal("totals A=2; mails by 2", run.Holdings());
    }

    [Fact]
    public void Others_see_nothing_of_it_before_the_commit_and_all_of_it_afterwards()
    {
        var seen = new List<string>();
        Tills.Run(Tills.With((world, context, order) =>
        {
            context.Processed(order);
            using var transaction = world.Durable.Begin();
            world.Totals().In(transaction).Upsert("A", 1);
            world.Mails().In(transaction).Append("hello");
            seen.Add($"others {world.Totals().Rows.Count} {world.Mails().Entries.Count}");
            seen.Add($"itself {world.Totals().In(transaction).Rows.Count} {world.Mails().In(transaction).Entries.Count}");
            transaction.Commit();
            seen.Add($"others {world.Totals().Rows.Count} {world.Mails().Entries.Count}");
        }, records: 1));

        Assert.Equal(["others 0 0", "itself 1 1", "others 1 1"], seen);
    }

    [Fact]
    public void Of_two_transactions_that_read_and_write_the_same_row_the_second_is_refused()
    {
        var run = Tills.Run(Tills.With((world, context, order) =>
        {
            context.Processed(order);
            using var first = world.Durable.Begin();
            using var second = world.Durable.Begin();
            world.Totals().In(first).Upsert("A", world.Totals().In(first).GetOrDefault("A") + 1);
            world.Totals().In(second).Upsert("A", world.Totals().In(second).GetOrDefault("A") + 1);
            first.Commit();
            var conflict = Assert.Throws<DurableConflictException>(second.Commit);
            Assert.Contains("Commit(totals) of worker #1 has no effect", conflict.Message, StringComparison.Ordinal);
        }, records: 1));

        Assert.Equal("totals A=1; mails ", run.Holdings());
    }

    [Fact]
    public void Transactions_that_read_different_rows_do_not_disturb_each_other()
    {
        var run = Tills.Run(Tills.With((world, context, order) =>
        {
            context.Processed(order);
            using var first = world.Durable.Begin();
            using var second = world.Durable.Begin();
            world.Totals().In(first).Upsert("A", world.Totals().In(first).GetOrDefault("A") + 1);
            world.Totals().In(second).Upsert("B", world.Totals().In(second).GetOrDefault("B") + 1);
            first.Commit();
            second.Commit();
        }, records: 1));

        Assert.Equal("totals A=1 B=1; mails ", run.Holdings());
    }

    [Fact]
    public void A_transaction_that_has_seen_all_rows_is_refused_when_there_is_a_new_one() => Tills.Run(Tills.With((world, context, order) =>
    {
        context.Processed(order);
        using var counting = world.Durable.Begin();
        world.Mails().In(counting).Append($"{world.Totals().In(counting).Rows.Count} rows");
        world.Totals().Upsert("A", 1);
        Assert.Throws<DurableConflictException>(counting.Commit);
    }, records: 1));

    [Fact]
    public void A_commit_is_tried_once() => Tills.Run(Tills.With((world, context, order) =>
    {
        context.Processed(order);
        var transaction = world.Durable.Begin();
        world.Totals().In(transaction).Upsert("A", 1);
        transaction.Commit();
        Assert.Throws<InvalidOperationException>(transaction.Commit);
        Assert.Throws<InvalidOperationException>(() => world.Totals().In(transaction).Upsert("A", 2));
    }, records: 1));

    [Fact]
    public void A_transaction_belongs_to_the_life_that_began_it()
    {
        DurableTransaction? kept = null;
        var failure = Fails(Tills.With((world, context, order) =>
        {
            world.Totals().In(kept ??= world.Durable.Begin()).Upsert("A", 1, source: order);
            throw new InvalidDataException();
        }));

        Assert.Contains("that worker #1 has begun is used by worker #4", failure.Message, StringComparison.Ordinal);
    }
}
