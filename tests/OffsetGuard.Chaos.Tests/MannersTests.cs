using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Promises that careful consumers keep beside their delivery guarantee: each alone, broken by a program with one mistake.</summary>
public sealed class MannersTests
{
    [Fact]
    public void Committing_a_pair_from_the_back_moves_the_commit_back() => Breaks(Promise.NoCommitRegression, "commit-regression", With(context =>
    {
        using var consumer = Subscribe(context);
        var (first, second) = (consumer.Consume(context.Stopping), consumer.Consume(context.Stopping));
        ProcessThenCommit(consumer, second, context);
        ProcessThenCommit(consumer, first, context);
        consumer.Close();
    }));

    [Fact]
    public void Committing_each_record_after_the_other_does_not() => Holds(Promise.NoCommitRegression, With(Loop(ProcessThenCommit)));

    [Fact]
    public void Committing_for_a_group_from_outside_is_found() => Breaks(Promise.CommitsOwnPartitions, "commit-unassigned", world =>
    {
        Fill(world);
        world.Process("worker", Loop(ProcessThenCommit));
        world.Process("clerk", context =>
        {
            using var idle = context.ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = "idle" }).Build();
            idle.Subscribe("orders");
            idle.Consume(TimeSpan.FromSeconds(10));
            using var clerk = context.ConsumerBuilder<string, string>(Manual).Build();
            try
            {
                clerk.Commit([new TopicPartitionOffset("orders", 0, 1)]);
            }
            catch (KafkaException)
            {
                // The group has members, and this is none of them.
            }
        });
    });

    [Fact]
    public void Giving_a_partition_back_with_half_a_batch_uncommitted_is_no_clean_hand_over() => Breaks(
        Promise.CleanHandOver,
        "clean-hand-over",
        With(context =>
        {
            var count = 0;
            Loop((consumer, order, _) =>
            {
                context.Processed(order);
                if (++count % 2 == 0)
                    consumer.Commit(order);
            })(context);
        }));

    [Fact]
    public void Beginning_at_the_beginning_whenever_partitions_come_sends_the_group_back()
    {
        Breaks(Promise.BoundedDuplicates, "bounded-duplicates", With(FromTheBeginning));
        Breaks(Promise.ResumePoint, "resume-point", With(FromTheBeginning));
    }

    [Fact]
    public void A_worker_that_wakes_up_mixes_with_the_one_that_took_over() => Breaks(Promise.OneOwner, "dual-ownership", world =>
    {
        Fill(world);
        world.Process("left", Loop(ProcessThenCommit));
        world.Process("right", Loop(ProcessThenCommit));
    });

    [Fact]
    public void Reading_uncommitted_records_does_not_wait_for_the_end_of_a_transaction()
    {
        var config = Manual;
        config.IsolationLevel = IsolationLevel.ReadUncommitted;

        Breaks(Promise.PrecommittedRead, "precommitted-read", world =>
        {
            Fill(world, records: 1);
            var producer = world.Kafka.ProducerBuilder<string, string>(new ProducerConfig { TransactionalId = "shop" }).Build();
            producer.InitTransactions(TimeSpan.FromSeconds(10));
            producer.BeginTransaction();
            producer.Produce("orders", new Message<string, string> { Key = "X", Value = "undecided" });
            producer.Flush(TimeSpan.FromSeconds(10));
            world.Process("worker", Loop(ProcessThenCommit, config));
        });
    }

    [Fact]
    public void A_pair_from_the_back_breaks_the_order_of_a_key_that_both_have()
    {
        Holds(Promise.KeyOrder, Pairs("A", "B"));
        Breaks(Promise.KeyOrder, "key-order", Pairs("A", "A"));
    }

    [Fact]
    public void A_handler_that_is_slower_than_its_poll_interval_is_a_storm()
    {
        Breaks(Promise.NoRebalanceStorm, "rebalance-storm", With(Slow(TimeSpan.FromSeconds(20))));
        Holds(Promise.NoRebalanceStorm, With(Slow(TimeSpan.FromSeconds(2))));
    }

    [Fact]
    public void A_producer_that_was_fenced_and_is_used_again_is_found() => Breaks(Promise.StopWhenFenced, "fenced-producer", world =>
    {
        Fill(world, records: 4, partitions: 2);
        world.Kafka.CreateTopic("invoices");
        world.Process("left", Invoicing);
        world.Process("right", Invoicing);
    });

    [Fact]
    public void A_worker_that_sits_on_a_fenced_consumer_is_found() => Breaks(Promise.NoSwallowedError, "swallowed-error", world =>
    {
        Fill(world, records: 4, partitions: 2);
        world.Process("left", Static);
        world.Process("right", Static);
    });

    private static void Breaks(Promise promise, string property, Action<World> describe) =>
        Assert.Equal(property, Fails(describe, Only(promise)).Property);

    private static void Holds(Promise promise, Action<World> describe) => Chaos.Test(describe, Only(promise));

    private static ChaosOptions Only(Promise promise) => new() { Promises = Promises.None.With(promise), PairsMax = 0, SwarmRuns = 0 };

    private static void FromTheBeginning(ProcessContext context)
    {
        using var consumer = context.ConsumerBuilder<string, string>(Manual)
            .SetPartitionsAssignedHandler((_, partitions) => partitions.Select(p => new TopicPartitionOffset(p, Offset.Beginning))).Build();
        consumer.Subscribe("orders");
        while (!context.Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } order)
                ProcessThenCommit(consumer, order, context);
        }

        consumer.Close();
    }

    private static Action<World> Pairs(string first, string second) => world =>
    {
        world.Kafka.CreateTopic("orders").Produce("orders", (first, "1"), (second, "2"));
        world.Process("worker", context =>
        {
            using var consumer = Subscribe(context);
            var (one, two) = (consumer.Consume(context.Stopping), consumer.Consume(context.Stopping));
            context.Processed(two);
            context.Processed(one);
            consumer.Commit(two);
            consumer.Close();
        });
    };

    private static Action<ProcessContext> Slow(TimeSpan first) => context =>
    {
        var config = Manual;
        (config.SessionTimeoutMs, config.MaxPollIntervalMs) = (6_000, 10_000);
        using var idle = context.ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = "idle" }).Build();
        idle.Subscribe("orders");
        var handling = first;
        using var consumer = Subscribe(context, config);
        while (!context.Stopping.IsCancellationRequested)
        {
            try
            {
                if (consumer.Consume(TimeSpan.FromSeconds(1)) is not { } order)
                    continue;
                idle.Consume(handling);
                handling = TimeSpan.FromSeconds(1);   // only the first record takes long
                ProcessThenCommit(consumer, order, context);
            }
            catch (KafkaException)
            {
                // Late: it joins again with the next call.
            }
        }

        consumer.Close();
    };

    /// <summary>Both have the same transactional id, so that each fences the other.</summary>
    private static void Invoicing(ProcessContext context)
    {
        using var producer = context.ProducerBuilder<string, string>(new ProducerConfig { TransactionalId = "invoicing" }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(30));
        Loop((consumer, order, _) =>
        {
            try
            {
                producer.BeginTransaction();
                producer.Produce("invoices", new Message<string, string> { Key = order.Message.Key, Value = "invoice" });
                producer.CommitTransaction();
            }
            catch (KafkaException)
            {
                // Logged, and on with the next record.
            }

            context.Processed(order);
        })(context);
    }

    private static void Static(ProcessContext context)
    {
        var config = Manual;
        config.GroupInstanceId = "billing-1";
        using var consumer = Subscribe(context, config);
        while (!context.Stopping.IsCancellationRequested)
        {
            try
            {
                if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } order)
                    ProcessThenCommit(consumer, order, context);
            }
            catch (KafkaException)
            {
                // Logged, and on with the next record.
            }
        }
    }
}
