using System.Threading.Channels;
using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>A killed asynchronous program is gone in the middle of everything: what it awaits never comes, and its background work stops.</summary>
public sealed class AsyncKillTests
{
    [Fact]
    public void A_finally_block_behind_an_await_never_runs()
    {
        var told = new List<string>();
        var run = Kill("kill worker after Processed(orders[0]@0)#1", async (consumer, order, context) =>
        {
            var working = Task.Run(() => context.Processed(order));
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(1), context.TimeProvider).ConfigureAwait(false);
                await working;
            }
            finally
            {
                told.Add($"finally in life {context.IncarnationNumber}");
            }

            consumer.Commit(order);
        });

        Assert.Empty(run.Violations);
        Assert.Equal(["finally in life 2"], told);
    }

    [Fact]
    public void An_async_using_block_disposes_nothing()
    {
        var told = new List<string>();
        var run = Kill("kill worker before Processed(orders[0]@0)#1", async (consumer, order, context) =>
        {
            await using var connection = new Connection(() => told.Add($"closed in life {context.IncarnationNumber}"));
            context.TimeProvider.CreateTimer(_ => ProcessThenCommit(consumer, order, context), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            await Task.Delay(TimeSpan.FromSeconds(1), context.TimeProvider);
        });

        Assert.Empty(run.Violations);
        Assert.Equal(["closed in life 2"], told);
    }

    [Fact]
    public void Background_work_of_a_dead_process_stops_in_the_middle()
    {
        var ticks = new List<string>();
        Kill("kill worker after Processed(orders[0]@0)#1", async (consumer, order, context) =>
        {
            _ = TickAsync(context, ticks);
            await Task.Delay(TimeSpan.FromSeconds(2.5), context.TimeProvider);
            ProcessThenCommit(consumer, order, context);
            if (context.IncarnationNumber == 2)
                await Task.Delay(TimeSpan.FromSeconds(100), context.TimeProvider);
        });

        Assert.Equal(2, ticks.Count(t => t == "life 1"));
        Assert.True(ticks.Count(t => t == "life 2") > 50);
    }

    [Fact]
    public void Work_that_is_queued_when_its_process_dies_does_not_begin_before_the_verdict()
    {
        var begun = new List<int>();
        Kill("kill worker after Processed(orders[0]@0)#1", (consumer, order, context) =>
        {
            for (var i = 0; i < 3; i++)
                _ = Task.Run(() => begun.Add(context.IncarnationNumber));
            ProcessThenCommit(consumer, order, context);
            return Task.CompletedTask;
        });

        Assert.Equal([2, 2, 2, 1, 1, 1], begun);   // then its threads are given back to the pool, with every call refused
    }

    [Fact]
    public void Work_that_was_queued_without_its_context_has_no_effect_after_the_kill()
    {
        var run = Kill("kill worker before Processed(orders[0]@0)#1", (consumer, order, context) =>
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => context.Mark($"by life {context.IncarnationNumber}"), null);
            ProcessThenCommit(consumer, order, context);
            return Task.CompletedTask;
        });

        Assert.Equal(["by life 2"], run.History.Events.OfType<MarkReached>().Select(m => m.Label));
    }

    [Fact]
    public void A_timer_of_a_dead_process_does_not_go_off()
    {
        var lives = new List<int>();
        Kill("kill worker after Processed(orders[0]@0)#1", (consumer, order, context) =>
        {
            var timer = context.TimeProvider.CreateTimer(_ => lives.Add(context.IncarnationNumber), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
            ProcessThenCommit(consumer, order, context);
            GC.KeepAlive(timer);
            return Task.CompletedTask;
        });

        Assert.Equal([2], lives);
    }

    [Fact]
    public void A_commit_that_a_dead_process_makes_on_its_way_out_is_suppressed_and_counted()
    {
        var run = Kill("kill worker before Processed(orders[0]@0)#1", async (consumer, order, context) =>
        {
            try
            {
                await Task.Run(() => context.Processed(order));
            }
            finally
            {
                consumer.Commit(order);
            }
        });

        Assert.Empty(run.Violations);
        Assert.True(run.PostMortemCalls > 0);
        Assert.Equal(2, Assert.Single(run.History.Events.OfType<OffsetsCommitted>()).Who!.Value.Number);
    }

    [Fact]
    public void A_loop_that_swallows_everything_is_dead_all_the_same()
    {
        var killsOnly = new ChaosOptions { SinglesMax = 0, PairsMax = 0, SwarmRuns = 0 };   // it would not survive a failing handler
        var report = Chaos.Test(
            world =>
            {
                Fill(world);
                world.Process("worker", SwallowEverythingAsync);
            },
            killsOnly);

        Assert.Equal(0, report.LeakedThreadCount);
        Assert.True(report.PostMortemCallCount > 0);
    }

    [Fact]
    public void A_pipeline_that_commits_what_it_has_only_queued_loses_a_record() => Breaks("at-least-once", With(async (consumer, order, context) =>
    {
        var queue = Channel.CreateUnbounded<ConsumeResult<string, string>>();
        _ = Task.Run(async () =>
        {
            await foreach (var queued in queue.Reader.ReadAllAsync())
            {
                await Task.Delay(TimeSpan.FromSeconds(1), context.TimeProvider);
                context.Processed(queued);
            }
        });
        await queue.Writer.WriteAsync(order);
        consumer.Commit(order);
    }));

    [Fact]
    public void A_lock_that_a_dead_process_still_holds_keeps_the_next_life_from_working() => Breaks("progress", world =>
    {
        var gate = new object();   // as a static one: a real crash would let it go
        With(async (consumer, order, context) =>
        {
            await Task.Yield();
            lock (gate)
                ProcessThenCommit(consumer, order, context);
        })(world);
    });

    [Fact]
    public void Abandoned_state_machines_are_collected()
    {
        var machines = new List<WeakReference>();
        for (var i = 0; i < 20; i++)
        {
            Kill("kill worker before Processed(orders[0]@0)#1", async (consumer, order, context) =>
            {
                var local = new object();
                machines.Add(new WeakReference(local));
                await Task.Delay(TimeSpan.FromSeconds(1), context.TimeProvider).ConfigureAwait(false);
                ProcessThenCommit(consumer, order, context);
                GC.KeepAlive(local);
            });
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.True(machines.Count(m => m.IsAlive) < 5, $"{machines.Count(m => m.IsAlive)} of {machines.Count} are alive");
    }

    private static async Task SwallowEverythingAsync(ProcessContext context)
    {
        using var consumer = Subscribe(context);
        while (!context.Stopping.IsCancellationRequested)
        {
            try
            {
                await Task.Run(() => ProcessThenCommit(consumer, consumer.Consume(context.Stopping), context)).ConfigureAwait(false);
            }
            catch (Exception)
            {
            }
        }
    }

    private static async Task TickAsync(ProcessContext context, List<string> ticks)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), context.TimeProvider).ConfigureAwait(false);
            ticks.Add($"life {context.IncarnationNumber}");
        }
    }

    private sealed class Connection(Action onClose) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            onClose();
        }
    }

    private static Run Kill(string fault, Func<IConsumer<string, string>, ConsumeResult<string, string>, ProcessContext, Task> turn)
    {
        using var threads = new SimThreadPool();
        return Run.Of(With(turn, records: 1), RunPlan.Calm.With(Fault.Parse(fault)!), new ChaosOptions(), threads);
    }

    private static Action<World> With(
        Func<IConsumer<string, string>, ConsumeResult<string, string>, ProcessContext, Task> turn, int records = 3) => world =>
    {
        Fill(world, records);
        world.Process("worker", async context =>
        {
            using var consumer = Subscribe(context);
            try
            {
                while (!context.Stopping.IsCancellationRequested)
                    await turn(consumer, consumer.Consume(context.Stopping), context);
            }
            catch (OperationCanceledException)
            {
            }

            consumer.Close();
        });
    };
}
