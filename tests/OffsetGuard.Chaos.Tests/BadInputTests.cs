using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Tests that cannot work say so, where it is, and what to do; none of them hangs.</summary>
public sealed class BadInputTests
{
    [Fact]
    public void A_world_without_a_process_is_refused() => Refused("Call world.Process(name, context => ...)", Chaos.Test, _ => { });

    [Fact]
    public void Two_processes_of_one_name_are_refused()
    {
        var refusal = Assert.Throws<ArgumentException>(() => Chaos.Test(world =>
        {
            world.Process("worker", _ => { });
            world.Process("worker", _ => { });
        }));

        Assert.Contains("There is a process 'worker' already", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_never_consumes_is_refused() =>
        Refused("No process consumed a record", Chaos.Test, With(_ => { }));

    [Fact]
    public void A_consumer_that_begins_at_the_end_consumes_nothing_and_is_told_why()
    {
        var config = Manual;
        config.AutoOffsetReset = AutoOffsetReset.Latest;

        Refused("AutoOffsetReset", Chaos.Test, With(Loop(ProcessThenCommit, config)));
    }

    [Fact]
    public void A_program_that_never_says_processed_is_refused() =>
        Refused("Call context.Processed(result)", Chaos.Test, With(Loop((consumer, order, _) => consumer.Commit(order))));

    [Fact]
    public void A_process_that_throws_at_start_is_refused_with_its_exception()
    {
        var failure = Fails(With(_ => throw new InvalidDataException("no connection string")));

        Assert.Contains("worker #4 fails without any fault", failure.Message, StringComparison.Ordinal);   // after three restarts
        Assert.Contains("no connection string", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_process_that_throws_while_it_stops_is_refused_with_its_exception() =>
        Refused("goodbye", Chaos.Test, With(context =>
        {
            Loop(ProcessThenCommit)(context);
            throw new InvalidDataException("goodbye");
        }));

    [Fact]
    public void A_record_that_was_not_delivered_cannot_be_processed() =>
        Refused("Processed was called for orders[0]@7", Chaos.Test, With(Loop((_, order, context) =>
            context.Processed(new TopicPartitionOffset(order.TopicPartition, 7)))));

    [Fact]
    public void A_record_of_a_foreign_topic_cannot_be_processed() =>
        Refused("Processed was called for invoices[0]@0", Chaos.Test, With(Loop((_, _, context) =>
            context.Processed(new TopicPartitionOffset("invoices", 0, 0)))));

    [Fact]
    public void A_counter_that_survives_a_run_makes_the_program_nondeterministic()
    {
        var count = 0;   // belongs to the test, not to the world

        Refused("not deterministic", Chaos.Test, With(Loop((consumer, order, context) =>
        {
            context.Processed(order);
            if (++count % 2 == 0)
                consumer.Commit(order);
        })));
    }

    [Fact]
    public void A_counter_that_first_matters_in_a_later_run_is_found_too()
    {
        var count = 0;

        Refused("found no place to strike", Chaos.Test, With(Loop((consumer, order, context) =>
        {
            if (++count < 12)
                context.Processed(order);
            consumer.Commit(order);
        })));
    }

    [Fact]
    public void A_new_guid_in_a_value_is_no_difference() => Chaos.Test(world =>
    {
        world.Kafka.CreateTopic("invoices");
        With(context =>
        {
            using var producer = context.ProducerBuilder<string, string>(new ProducerConfig()).Build();
            Loop((consumer, order, _) =>
            {
                producer.Produce("invoices", new Message<string, string> { Key = order.Message.Key, Value = Guid.NewGuid().ToString() });
                ProcessThenCommit(consumer, order, context);
            })(context);
        })(world);
    });

    [Fact]
    public void A_process_that_blocks_on_something_real_is_named_with_the_place()
    {
        using var never = new ManualResetEventSlim();

        Refused("worker #1 blocks at BadInputTests.cs", Chaos.Test, With(Loop((_, _, _) => never.Wait())));
    }

    [Fact]
    public void A_process_that_loops_while_it_unwinds_is_given_up()
    {
        using var never = new ManualResetEventSlim();

        Refused("does not unwind", ShortOfPatience, With(context =>
        {
            try
            {
                Loop(ProcessThenCommit)(context);
            }
            finally
            {
                var isRefused = IsRefused(context);
                while (isRefused && !never.IsSet)
                {
                }
            }
        }));
        never.Set();
    }

    [Fact]
    public void A_run_that_is_longer_than_the_timeout_but_goes_on_is_not_given_up()
    {
        Chaos.Replay(
            "kill worker after Processed(orders[0]@2)",
            With(Loop((consumer, order, context) =>
            {
                SpinWait.SpinUntil(static () => false, 130);   // three times: longer than the timeout, each call shorter
                ProcessThenCommit(consumer, order, context);
            })),
            new ChaosOptions { HangTimeout = TimeSpan.FromMilliseconds(300) });
    }

    [Fact]
    public void Endless_reading_of_the_same_record_ends_at_the_limit()
    {
        var failure = Fails(
            With(Loop((consumer, order, context) =>
            {
                context.Processed(order);
                consumer.Seek(order.TopicPartitionOffset);
            })),
            new ChaosOptions { StepsMax = 500 });

        Assert.Contains("has not come to rest after 500 steps", failure.Message, StringComparison.Ordinal);
        Assert.Contains("RecordProcessed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endless_polling_without_a_timeout_ends_when_the_world_is_quiet() => Chaos.Test(With(context =>
    {
        using var consumer = Subscribe(context);
        while (!context.Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.Zero) is { } order)
                ProcessThenCommit(consumer, order, context);
        }

        consumer.Close();
    }));

    [Fact]
    public void A_client_on_another_thread_is_refused_even_when_the_refusal_is_swallowed() =>
        Refused("on a thread that the schedule does not know", Chaos.Test, With(Loop((consumer, order, context) =>
        {
            context.Processed(order);
            var committer = new Thread(() => Record.Exception(() => consumer.Commit(order)));
            committer.Start();
            committer.Join();
        })));

    [Fact]
    public void A_callback_on_stopping_is_part_of_the_schedule() => Chaos.Test(With(context =>
    {
        using var consumer = Subscribe(context);
        using var registration = context.Stopping.Register(() => consumer.Unsubscribe());
        while (!context.Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } order)
                ProcessThenCommit(consumer, order, context);
        }
    }));

    [Fact]
    public void What_is_awaited_from_outside_of_the_world_is_refused_with_the_advice_to_inject_time() => Refused("context.TimeProvider", Chaos.Test, world =>
    {
        Fill(world);
        world.Process("worker", async context =>
        {
            using var consumer = Subscribe(context);
            while (true)
            {
                var order = consumer.Consume(context.Stopping);
                await new TaskCompletionSource().Task;   // as a real delay or a real socket: nobody of this world completes it
                ProcessThenCommit(consumer, order, context);
            }
        });
    });

    [Fact]
    public void A_restart_delay_longer_than_the_quiet_period_does_not_stop_the_clock() => Chaos.Test(
        With(Loop(ProcessThenCommit)), new ChaosOptions { RestartDelay = TimeSpan.FromMinutes(5), QuietPeriod = TimeSpan.FromSeconds(10) });

    [Fact]
    public void A_stall_longer_than_the_quiet_period_does_not_stop_the_clock()
    {
        var config = AutoCommit;
        config.AutoCommitIntervalMs = 600_000;

        Chaos.Test(With(Loop(
            (consumer, order, context) =>
            {
                context.Processed(order);
                consumer.StoreOffset(order);
            },
            config)));
    }

    [Fact]
    public void A_limit_that_lets_nothing_run_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Chaos.Test(With(Loop(ProcessThenCommit)), new ChaosOptions { StepsMax = 0 }));

    private static bool IsRefused(ProcessContext context) =>
        Record.Exception(() => Subscribe(context)) is OperationCanceledException;

    private static ChaosReport ShortOfPatience(Action<World> describe, ChaosOptions? options) =>
        Chaos.Test(describe, new ChaosOptions { HangTimeout = TimeSpan.FromMilliseconds(500) });

    private static void Refused(
        string part, Func<Action<World>, ChaosOptions?, ChaosReport> test, Action<World> describe)
    {
        var failure = Assert.Throws<ChaosException>(() => test(describe, null));

        Assert.Contains(part, failure.Message, StringComparison.Ordinal);
        Assert.Null(failure.Property);
    }
}
