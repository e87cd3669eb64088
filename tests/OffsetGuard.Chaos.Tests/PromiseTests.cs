using Confluent.Kafka;
using OffsetGuard.Approval;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Reporting;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Which promises a test holds its programs to.</summary>
public sealed class PromiseTests
{
    private static readonly ChaosOptions s_singles = new() { PairsMax = 0, SwarmRuns = 0 };

    [Fact]
    public void Committing_first_never_repeats_a_record() => Chaos.Test(With(Loop(CommitThenProcess)), Of(Promises.AtMostOnce));

    [Fact]
    public void Committing_last_repeats_one() => Breaks("at-most-once", With(Loop(ProcessThenCommit)), Promises.AtMostOnce);

    [Fact]
    public void Adding_up_in_a_table_counts_a_repeated_record_twice() => Breaks(
        "exactly-once",
        WithTotals((world, order, _) =>
        {
            var totals = world.Durable.Table<string, int>("totals");
            totals.Upsert(order.Message.Key, totals.GetOrDefault(order.Message.Key) + 1, order);
        }),
        Promises.ExactlyOnce);

    [Fact]
    public void Adding_up_in_one_transaction_with_a_mark_of_what_is_done_counts_each_record_once() => Chaos.Test(
        WithTotals((world, order, _) =>
        {
            using var transaction = world.Durable.Begin();
            var totals = world.Durable.Table<string, int>("totals").In(transaction);
            if (world.Durable.Table<string, bool>("done").In(transaction).TryInsert(order.TopicPartitionOffset.ToString(), true))
                totals.Upsert(order.Message.Key, totals.GetOrDefault(order.Message.Key) + 1, order);
            transaction.Commit();
        }),
        Of(Promises.ExactlyOnce));

    [Fact]
    public void Reading_uncommitted_records_processes_one_of_an_aborted_transaction()
    {
        var config = Manual;
        config.IsolationLevel = IsolationLevel.ReadUncommitted;

        Breaks("aborted-read", WithAborted(Loop(ProcessThenCommit, config)), Promises.ExactlyOnce.Without(Promise.ExactlyOnce));
    }

    [Fact]
    public void Reading_committed_records_ends_behind_the_marker_and_holds() =>
        Chaos.Test(WithAborted(Loop(ProcessThenCommit)), Of(Promises.ExactlyOnce.Without(Promise.ExactlyOnce)));

    [Fact]
    public void Processing_in_pairs_from_the_back_is_found_only_where_the_order_is_promised()
    {
        var pairs = With(InPairsFromTheBack);

        Chaos.Test(pairs, Of(Promises.AtLeastOnce));
        Breaks("partition-order", pairs, Promises.AtLeastOnce.With(Promise.PartitionOrder));
    }

    [Fact]
    public void Processing_after_Close_is_a_warning_unless_it_is_promised_not_to_happen()
    {
        var late = With(context =>
        {
            using var consumer = Subscribe(context);
            var order = consumer.Consume(context.Stopping);
            consumer.Commit(order);
            consumer.Close();
            context.Processed(order);
        });

        Breaks("processed-after-revoked", late, Promises.None.With(Promise.NothingAfterRevocation));
        var report = Chaos.Test(late, Of(Promises.None.WithWarning(Promise.NothingAfterRevocation)));
        Assert.StartsWith("processed-after-revoked: PROCESSED AFTER REVOCATION: orders[0]@0", Assert.Single(report.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_that_a_throwing_handler_drops_is_skipped_by_the_poll() => Breaks(
        "poll-skip",
        With(context =>
        {
            var config = Manual;
            config.StatisticsIntervalMs = 2_000;
            var isAway = false;   // every second time
            using var consumer = context.ConsumerBuilder<string, string>(config)
                .SetStatisticsHandler((_, _) =>
                {
                    isAway = !isAway;
                    if (isAway)
                        throw new InvalidOperationException("the metrics server is away");
                }).Build();
            using var idle = context.ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = "idle" }).Build();
            consumer.Subscribe("orders");
            idle.Subscribe("orders");
            while (!context.Stopping.IsCancellationRequested)
            {
                Turn(consumer, context);
                idle.Consume(TimeSpan.FromSeconds(2));   // a slow handler
            }
        }),
        Promises.None.With(Promise.NoPollSkip));

    [Fact]
    public void A_process_that_ends_while_its_work_goes_on_is_found() => Breaks(
        "unobserved-work",
        With(context =>
        {
            var audit = context.ConsumerBuilder<string, string>(new ConsumerConfig { GroupId = "audit", AutoOffsetReset = AutoOffsetReset.Latest }).Build();
            audit.Subscribe("orders");
            _ = Task.Run(() =>
            {
                while (true)
                    audit.Consume(TimeSpan.FromSeconds(1));
            });
            Loop(ProcessThenCommit)(context);
        }),
        Promises.AtLeastOnce);

    [Fact]
    public void Ending_without_Close_is_a_warning() => Assert.Contains(
        Chaos.Test(
            With(context =>
            {
                var consumer = Subscribe(context);
                while (!context.Stopping.IsCancellationRequested)
                {
                    if (consumer.Consume(TimeSpan.FromMinutes(1)) is { } order)
                        ProcessThenCommit(consumer, order, context);
                }
            }),
            s_singles).Warnings,
        warning => warning.StartsWith("clean-shutdown: ", StringComparison.Ordinal));

    [Fact]
    public void A_producer_without_idempotence_writes_a_batch_twice_when_the_reply_is_lost()
    {
        const string lost = "lose worker after Produce(invoices[0])#1";

        var broken = Assert.Throws<ChaosException>(() => Chaos.Replay(lost, Invoicing(isIdempotent: false), Of(Promises.ExactlyOnce)));
        Chaos.Replay(lost, Invoicing(isIdempotent: true), Of(Promises.ExactlyOnce));

        Assert.Equal("producer-duplicate", broken.Property);
    }

    [Fact]
    public void Promises_are_equal_when_they_hold_to_the_same()
    {
        Assert.Equal(Promises.AtLeastOnce, Promises.AtLeastOnce.Without(Promise.Progress).With(Promise.Progress));
        Assert.NotEqual(Promises.AtLeastOnce, Promises.AtLeastOnce.WithWarning(Promise.Progress));
        Assert.Equal("progress, partition-order", Promises.None.With(Promise.PartitionOrder).With(Promise.Progress).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => Promises.None.With((Promise)99));
    }

    [Fact]
    public void The_documentation_has_the_table_of_all_promises()
    {
        var expected = Enum.GetValues<Promise>().Select(p =>
            $"`{PromiseNames.IdOf(p)}` `{p}`: {Level(Promises.AtLeastOnce, p)}, {Level(Promises.AtMostOnce, p)}, {Level(Promises.ExactlyOnce, p)}");

        var rows = File.ReadAllLines(Path.Combine(Approve.RepositoryRoot, "docs/chaos.md")).Select(line => line.Split('|', StringSplitOptions.TrimEntries));

        Assert.Equal(expected, rows.Where(c => c.Length == 8 && c[1].StartsWith('`')).Select(c => $"{c[1]} {c[2]}: {c[4]}, {c[5]}, {c[6]}"));
    }

    private static string Level(Promises promises, Promise promise) => promises.Keeps(promise) ? "fails" : promises.Checks(promise) ? "warns" : "";

    private static ChaosOptions Of(Promises promises) => s_singles with { Promises = promises };

    private static void Breaks(string property, Action<World> describe, Promises promises) =>
        Assert.Equal(property, Fails(describe, Of(promises)).Property);

    private static void Turn(IConsumer<string, string> consumer, ProcessContext context)
    {
        try
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } order)
                ProcessThenCommit(consumer, order, context);
        }
        catch (InvalidOperationException)
        {
            // Logged, and on with the next record.
        }
    }

    private static void InPairsFromTheBack(ProcessContext context)
    {
        using var consumer = Subscribe(context);
        while (!context.Stopping.IsCancellationRequested)
        {
            var first = consumer.Consume(TimeSpan.FromSeconds(1));
            var second = first is null ? null : consumer.Consume(TimeSpan.FromSeconds(1));
            if (second is not null)
                context.Processed(second);
            if (first is not null)
                ProcessThenCommit(consumer, first, context);
            if (second is not null)
                consumer.Commit(second);
        }

        consumer.Close();
    }

    private static Action<World> WithTotals(Action<World, ConsumeResult<string, string>, ProcessContext> handle) => world =>
    {
        Fill(world);
        world.Process("worker", Loop((consumer, order, context) =>
        {
            handle(world, order, context);
            consumer.Commit(order);
        }));
    };

    private static Action<World> WithAborted(Action<ProcessContext> worker) => world =>
    {
        Fill(world, records: 1);
        using var producer = world.Kafka.ProducerBuilder<string, string>(new ProducerConfig { TransactionalId = "shop" }).Build();
        producer.InitTransactions(TimeSpan.FromSeconds(10));
        producer.BeginTransaction();
        producer.Produce("orders", new Message<string, string> { Key = "X", Value = "aborted" });
        producer.Flush(TimeSpan.FromSeconds(10));
        producer.AbortTransaction();
        world.Process("worker", worker);
    };

    private static Action<World> Invoicing(bool isIdempotent) => world =>
    {
        Fill(world, records: 1);
        world.Kafka.CreateTopic("invoices");
        world.Process("worker", context =>
        {
            using var producer = context.ProducerBuilder<string, string>(new ProducerConfig { EnableIdempotence = isIdempotent, Acks = Acks.All }).Build();
            Loop((consumer, order, _) =>
            {
                producer.Produce("invoices", new Message<string, string> { Key = order.Message.Key, Value = "invoice" });
                producer.Flush(TimeSpan.FromMinutes(5));
                ProcessThenCommit(consumer, order, context);
            })(context);
        });
    };
}
