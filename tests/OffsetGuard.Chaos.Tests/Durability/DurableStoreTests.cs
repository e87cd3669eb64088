using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests.Durability;

/// <summary>What is written to a store stays there when its process is killed, and each write is a place to be killed or to fail at.</summary>
public sealed class DurableStoreTests
{
    private static readonly Tills.Handling s_add = (world, _, order) =>
        world.Totals().Upsert(order.Message.Key, world.Totals().GetOrDefault(order.Message.Key) + 1, source: order);

    private static readonly Tills.Handling s_set = (world, _, order) =>
        world.Totals().Upsert(order.Message.Key, int.Parse(order.Message.Value, null), source: order);

    [Fact]
    public void A_write_that_names_its_record_counts_as_processing_it()
    {
        var report = Chaos.Test(Tills.With(s_set));

        Assert.Equal(6, report.EffectCount);   // a write and a commit for each of three records
    }

    [Fact]
    public void A_write_after_the_commit_loses_a_record() => Breaks("at-least-once", world => Orders.With(Loop((consumer, order, _) =>
    {
        consumer.Commit(order);
        world.Totals().Upsert(order.Message.Key, 1, source: order);
    }))(world));

    [Fact]
    public void The_counterexample_names_the_store()
    {
        var failure = Fails(world => Orders.With(Loop((consumer, order, _) =>
        {
            s_set(world, null!, order);
            if (world.Mails().Entries.Count == 0)
                consumer.Seek(order.TopicPartitionOffset);
            world.Mails().Append("again");
            consumer.Commit(order);
        }))(world));

        Assert.Equal("gratuitous-duplicates", failure.Property);
        Assert.Contains("totals ← @0", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_before_a_kill_is_there_after_it()
    {
        var run = Tills.Run(Tills.With(s_add), "kill worker after Write(totals for orders[0]@1)#1");

        Assert.Equal("totals A=1 B=2 C=1; mails ", run.Holdings());   // B is written, and once more after the restart
    }

    [Fact]
    public void What_was_to_be_written_when_the_kill_came_is_not_there()
    {
        var run = Tills.Run(Tills.With(s_add), "kill worker before Write(totals for orders[0]@1)#1");

        Assert.Equal("totals A=1 B=1 C=1; mails ", run.Holdings());
    }

    [Theory]
    [InlineData("before", "totals A=1 B=1 C=1; mails ")]
    [InlineData("after", "totals A=1 B=2 C=1; mails ")]
    public void A_write_fails_before_or_after_it_took_effect(string side, string holdings)
    {
        var failures = new List<string>();
        Tills.Handling addAgainWhenItFails = (world, context, order) =>
        {
            try
            {
                s_add(world, context, order);
            }
            catch (InjectedFailureException failure)
            {
                failures.Add(failure.Message);
                s_add(world, context, order);
            }
        };

        var run = Tills.Run(Tills.With(addAgainWhenItFails), $"throw worker {side} Write(totals for orders[0]@1)#1");

        Assert.Equal(holdings, run.Holdings());
        Assert.Equal([$"throw worker {side} Write(totals for orders[0]@1)#1"], failures);
    }

    [Fact]
    public void A_store_that_fails_for_one_record_fails_each_time()
    {
        var run = Tills.Run(Tills.With(s_set), "poison worker before Write(totals for orders[0]@1)#1");

        Assert.Equal("totals A=1; mails ", run.Holdings());
        Assert.Equal(4, run.History.Events.OfType<ProcessFailed>().Count());   // the first life and three restarts
    }

    [Fact]
    public void A_row_is_inserted_once_and_deleted_once()
    {
        var answers = new List<bool>();
        var run = Tills.Run(Tills.With((world, context, order) =>
        {
            context.Processed(order);
            answers.Add(world.Totals().TryInsert("only", 1));
            answers.Add(world.Totals().TryInsert("only", 2));
            answers.Add(world.Totals().TryGet("only", out var value) && value == 1);
            answers.Add(world.Totals().Delete("only"));
            answers.Add(world.Totals().Delete("only"));
            answers.Add(world.Totals().Contains("only"));
        }, records: 1));

        Assert.Equal([true, false, true, true, false, false], answers);
        Assert.Equal("totals ; mails ", run.Holdings());
    }

    [Fact]
    public void An_insert_of_what_is_there_is_no_effect_of_its_record() => Chaos.Test(Tills.With((world, context, order) =>
    {
        world.Seen().TryInsert("all", 1, source: order);
        if (order.Offset > 0)
            context.Processed(order);   // it would be a duplicate if the refused insert counted
    }));

    [Fact]
    public void Rows_come_in_the_order_in_which_their_keys_were_first_written()
    {
        var run = Tills.Run(Tills.With((world, context, order) =>
        {
            foreach (var key in new[] { "b", "a", "c", "a", "b" })
                world.Totals().Upsert(key, 1);
            world.Totals().Delete("b");
            world.Totals().Upsert("b", 2);
            context.Processed(order);
        }, records: 1));

        Assert.Equal(["a", "c", "b"], run.World.Totals().Rows.Select(r => r.Key));
    }

    [Fact]
    public void The_test_fills_stores_before_the_run_and_reads_them_after_it()
    {
        var run = Tills.Run(world =>
        {
            world.Totals().Upsert("A", 10);
            world.Mails().Append("hello");
            Tills.With(s_add)(world);
        });

        Assert.Equal("totals A=11 B=1 C=1; mails hello", run.Holdings());
    }

    [Fact]
    public void Each_schedule_begins_with_empty_stores()
    {
        var report = Chaos.Test(world =>
        {
            Assert.Empty(world.Totals().Rows);
            Tills.With(s_add)(world);
        });

        Assert.True(report.ScheduleCount > 10);
    }

    [Fact]
    public void What_a_killed_process_still_writes_has_no_effect_and_is_counted()
    {
        var run = Tills.Run(
            world => Orders.With(context =>
            {
                try
                {
                    Loop(ProcessThenCommit)(context);
                }
                finally
                {
                    if (context.IncarnationNumber == 1)
                        world.Mails().Append("from the grave");
                }
            })(world),
            "kill worker after Processed(orders[0]@1)#1");

        Assert.Equal("totals ; mails ", run.Holdings());
        Assert.True(run.PostMortemCalls >= 2, $"{run.PostMortemCalls}");
    }

    [Fact]
    public void A_record_that_was_not_delivered_is_no_source() => Assert.Contains(
        "A write to 'mails' names orders[0]@7 as its source",
        Fails(Tills.With((world, _, order) => world.Mails().Append("late", new TopicPartitionOffset(order.TopicPartition, 7)))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void One_name_stands_for_one_store() => Assert.Contains(
        "There is a durable store 'totals' with other types",
        Assert.Throws<ArgumentException>(() => Tills.Run(world =>
        {
            world.Totals();
            world.Durable.Ledger<string>("totals");
        })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_store_on_a_thread_that_no_schedule_knows_is_refused() => Assert.Contains(
        "A durable store was used on a thread that the schedule does not know",
        Fails(Tills.With((world, context, order) =>
        {
            context.Processed(order);
            var writer = new Thread(() => Record.Exception(() => world.Mails().Append("by chance")));
            writer.UnsafeStart();
            writer.Join();
        })).Message,
        StringComparison.Ordinal);
}
