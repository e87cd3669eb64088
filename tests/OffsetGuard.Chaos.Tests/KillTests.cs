using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>A kill is a kill: whatever the program does on its way out changes nothing.</summary>
public sealed class KillTests
{
    /// <summary>Nothing but kills: what these programs do when their handler throws is another matter.</summary>
    private static readonly ChaosOptions s_killsOnly = new() { SinglesMax = 0, PairsMax = 0, SwarmRuns = 0 };
    private static readonly ChaosReport s_plain = Chaos.Test(With(Loop(ProcessThenCommit)), s_killsOnly);

    [Fact]
    public void A_commit_in_finally_does_not_run_when_the_process_is_killed()
    {
        // The client has stored the record in hand: were finally to run, its commit would lose that record.
        var report = Chaos.Test(With(context =>
        {
            using var consumer = Subscribe(context);
            try
            {
                while (true)
                    ProcessThenCommit(consumer, consumer.Consume(context.Stopping), context);
            }
            catch (OperationCanceledException)
            {
            }
            finally
            {
                CommitWhatIsStored(consumer);
                consumer.Close();
            }
        }), s_killsOnly);

        Assert.True(report.PostMortemCallCount >= report.CrashPointCount, report.ToString());
        Assert.Equal(0, report.LeakedThreadCount);
    }

    [Fact]
    public void A_using_block_leaves_nothing_behind()
    {
        var report = Chaos.Test(With(context =>
        {
            using var consumer = Subscribe(context);
            while (!context.Stopping.IsCancellationRequested)
            {
                if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } order)
                    ProcessThenCommit(consumer, order, context);
            }
        }), s_killsOnly);

        Assert.Equal(s_plain.CrashPointCount, report.CrashPointCount);
        Assert.Equal(0, report.LeakedThreadCount);
    }

    [Fact]
    public void A_loop_that_swallows_every_exception_ends_when_it_looks_at_the_token()
    {
        var report = Chaos.Test(With(SwallowEverything(context => !context.Stopping.IsCancellationRequested)), s_killsOnly);

        Assert.Equal(0, report.LeakedThreadCount);
        Assert.True(report.PostMortemCallCount > 0);
    }

    [Fact]
    public void A_loop_that_refuses_to_die_is_parked_and_counted()
    {
        var report = Chaos.Test(With(SwallowEverything(_ => true)), s_killsOnly);

        Assert.Equal(s_plain.CrashPointCount, report.CrashPointCount);
        Assert.True(report.LeakedThreadCount >= report.CrashPointCount, report.ToString());
    }

    [Fact]
    public void A_loop_that_refuses_to_die_does_not_hide_its_mistake() => Breaks("at-least-once", With(context =>
    {
        var consumer = Subscribe(context);
        while (true)
        {
            try
            {
                CommitThenProcess(consumer, consumer.Consume(TimeSpan.FromSeconds(10)), context);
            }
            catch (Exception)
            {
            }
        }
    }));

    [Fact]
    public void Too_many_programs_that_refuse_to_die_end_the_test()
    {
        var failure = Fails(With(SwallowEverything(_ => true)), new ChaosOptions { LeakedThreadsMax = 3 });

        Assert.Contains("LeakedThreadsMax", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Processed_in_finally_after_a_kill_does_not_count_as_processed() => Breaks("at-least-once", With(Loop((consumer, order, context) =>
    {
        try
        {
            consumer.Commit(order);
        }
        finally
        {
            context.Processed(order);
        }
    })));

    [Fact]
    public void Records_produced_after_a_kill_do_not_arrive()
    {
        var report = Chaos.Test(With(context =>
        {
            using var producer = context.ProducerBuilder<string, string>(new ProducerConfig()).Build();
            try
            {
                Loop(ProcessThenCommit)(context);
            }
            finally
            {
                producer.Produce("orders", new Message<string, string> { Key = "late", Value = "0" });
            }
        }, records: 1), s_killsOnly);

        Assert.True(report.PostMortemCallCount > 0);
    }

    [Fact]
    public void A_client_that_outlives_its_process_in_a_captured_variable_is_refused()
    {
        var failure = Fails(world =>
        {
            IConsumer<string, string>? kept = null;
            With(context =>
            {
                var consumer = kept ??= Subscribe(context);
                while (true)
                    ProcessThenCommit(consumer, consumer.Consume(context.Stopping), context);
            })(world);
        });

        Assert.Contains("A client of worker #1 was used after worker #1 was over", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kill_while_it_stops_is_followed_by_a_restart()
    {
        var lives = new SortedSet<int>();

        Chaos.Test(With(context =>
        {
            lives.Add(context.IncarnationNumber);
            Loop((_, order, _) => context.Processed(order), StoredByTheClient)(context);
        }, records: 1), s_killsOnly);

        Assert.Contains(2, lives);
    }

    [Fact]
    public void A_handler_that_is_queued_when_its_process_is_killed_never_begins()
    {
        using var threads = new SimThreadPool();
        var lives = new List<List<string>>();

        // The answer to the revoked handler commits: the kill comes while the report of the statistics waits behind it.
        var run = Run.Of(With(RevokedWithStatisticsBehind(lives)), RunPlan.Calm.With(Fault.Parse("kill worker after Commit(orders[0]→1)#1")!), new ChaosOptions(), threads);

        Assert.Contains(run.History.Events, e => e is ProcessKilled);
        Assert.Equal("revoked", lives[0][^1]);
    }

    /// <summary>While the second member of the group waits for its turn, the first one has to be told of a revocation and of statistics.</summary>
    private static Action<ProcessContext> RevokedWithStatisticsBehind(List<List<string>> lives) => context =>
    {
        var told = new List<string>();
        lives.Add(told);
        var config = StoredByTheClient;
        config.StatisticsIntervalMs = 1000;
        using var first = context.ConsumerBuilder<string, string>(config)
            .SetPartitionsRevokedHandler((_, _) => told.Add("revoked"))
            .SetStatisticsHandler((_, _) => told.Add("statistics"))
            .Build();
        first.Subscribe("orders");
        context.Processed(first.Consume(context.Stopping));

        using var second = Subscribe(context);
        second.Consume(TimeSpan.FromSeconds(5));
        first.Consume(0);
    };

    private static ConsumerConfig StoredByTheClient
    {
        get
        {
            var config = AutoCommit;
            config.AutoCommitIntervalMs = 0;   // nothing but the commit on close
            config.EnableAutoOffsetStore = true;
            return config;
        }
    }

    private static Action<ProcessContext> SwallowEverything(Func<ProcessContext, bool> goesOn) => context =>
    {
        using var consumer = Subscribe(context);
        while (goesOn(context))
        {
            try
            {
                ProcessThenCommit(consumer, consumer.Consume(context.Stopping), context);
            }
            catch (Exception)
            {
            }
        }
    };

    private static void CommitWhatIsStored(IConsumer<string, string> consumer)
    {
        try
        {
            consumer.Commit();
        }
        catch (KafkaException)
        {
            // Everything is committed already: the real client throws Local_NoOffset.
        }
    }
}
