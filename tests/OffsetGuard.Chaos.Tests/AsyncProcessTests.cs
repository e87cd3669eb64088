using System.Threading.Channels;
using Confluent.Kafka;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Asynchronous programs run unchanged: what they await, queue to the pool or block on is part of the schedule.</summary>
public sealed class AsyncProcessTests
{
    [Fact]
    public void An_asynchronous_loop_that_processes_first_holds() => Chaos.Test(With(async (consumer, order, context) =>
    {
        await Task.Delay(TimeSpan.FromMilliseconds(50), context.TimeProvider);
        context.Processed(order);
        consumer.Commit(order);
    }));

    [Fact]
    public void An_asynchronous_loop_that_commits_first_loses_a_record() => Breaks("at-least-once", With(async (consumer, order, context) =>
    {
        consumer.Commit(order);
        await Task.Delay(TimeSpan.FromMilliseconds(50), context.TimeProvider).ConfigureAwait(false);
        context.Processed(order);
    }));

    [Fact]
    public void A_handler_on_the_pool_that_nobody_awaits_loses_a_record() => Breaks("at-least-once", With((consumer, order, context) =>
    {
        _ = Task.Run(() => context.Processed(order));
        consumer.Commit(order);
        return Task.CompletedTask;
    }));

    [Fact]
    public void A_handler_on_the_pool_that_is_awaited_holds() => Chaos.Test(With(async (consumer, order, context) =>
    {
        await Task.Run(() => context.Processed(order)).ConfigureAwait(false);
        consumer.Commit(order);
    }));

    [Fact]
    public void A_handler_that_is_waited_for_by_blocking_holds() => Chaos.Test(With((consumer, order, context) =>
    {
        Task.Run(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), context.TimeProvider).ConfigureAwait(false);
            context.Processed(order);
        }).Wait();
        consumer.Commit(order);
        return Task.CompletedTask;
    }));

    [Fact]
    public void Blocking_on_a_record_that_is_sent_ends_when_it_is_confirmed() => Chaos.Replay("kill worker after Commit(orders[0]→1)", world =>
    {
        Fill(world);
        world.Kafka.CreateTopic("invoices");
        world.Process("worker", context =>
        {
            using var producer = context.ProducerBuilder<string, string>(new ProducerConfig()).Build();
            Loop((consumer, order, _) =>
            {
                producer.ProduceAsync("invoices", order.Message).GetAwaiter().GetResult();
                ProcessThenCommit(consumer, order, context);
            })(context);
        });
    });

    [Fact]
    public async Task Everything_that_runs_on_the_pool_runs_the_same_way_each_time()
    {
        using var threads = new SimThreadPool();
        var describe = With(Everything);

        var first = Run.Of(describe, RunPlan.Calm, new ChaosOptions(), threads).History.Events.Select(e => e.ToString()).ToList();
        var noise = Task.Run(() => Parallel.For(0, 2000, _ => Thread.SpinWait(1000)));
        for (var i = 0; i < 200; i++)
            Assert.Equal(first, Run.Of(describe, RunPlan.Calm, new ChaosOptions(), threads).History.Events.Select(e => e.ToString()));
        await noise;

        Assert.Contains(first, line => line.Contains("sum", StringComparison.Ordinal));
    }

    /// <summary>Task.Run, Yield, Channel, SemaphoreSlim, ConfigureAwait(false) and Parallel.ForEachAsync, all at once.</summary>
    private static async Task Everything(IConsumer<string, string> consumer, ConsumeResult<string, string> order, ProcessContext context)
    {
        var race = new Race(context);
        await Task.WhenAll(Enumerable.Range(0, 3).Select(id => Task.Run(() => race.WorkAsync(id))).ToArray()).ConfigureAwait(false);
        await race.ReadAsync().ConfigureAwait(false);
        await Parallel.ForEachAsync(Enumerable.Range(0, 3), async (i, _) =>
        {
            await Task.Yield();
            context.Mark($"parallel {i}");
        });
        context.Mark($"sum {race.Shared}");
        context.Processed(order);
        consumer.Commit(order);
    }

    private sealed class Race(ProcessContext context)
    {
        private readonly Channel<int> _done = Channel.CreateUnbounded<int>();
        private readonly SemaphoreSlim _mutex = new(1);

        public int Shared { get; private set; }

        public async Task WorkAsync(int id)
        {
            for (var i = 0; i < 3; i++)
            {
                await Task.Yield();
                var read = Shared;
                await Task.Yield();
                Shared = read + 1;
            }

            await _mutex.WaitAsync().ConfigureAwait(false);
            await Task.Yield();
            context.Mark($"lock {id}");
            _mutex.Release();
            _done.Writer.TryWrite(id);
        }

        public async Task ReadAsync()
        {
            for (var i = 0; i < 3; i++)
                context.Mark($"read {await _done.Reader.ReadAsync().ConfigureAwait(false)}");
        }
    }

    private static Action<World> With(Func<IConsumer<string, string>, ConsumeResult<string, string>, ProcessContext, Task> turn) => world =>
    {
        Fill(world);
        world.Process("worker", async context =>
        {
            using var consumer = Subscribe(context);
            try
            {
                while (true)
                    await turn(consumer, consumer.Consume(context.Stopping), context);
            }
            catch (OperationCanceledException)
            {
            }

            consumer.Close();
        });
    };
}
