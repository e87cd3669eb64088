using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests;

/// <summary>Each way in which .NET runs, awaits or blocks is part of the schedule: the same history each time, under noise on the pool too.</summary>
public sealed class AsyncPrimitiveTests
{
    private const int Rounds = 20;

    public static TheoryData<string> Names => [.. s_programs.Keys];

    private static readonly SortedDictionary<string, Func<ProcessContext, Task>> s_programs = new(StringComparer.Ordinal)
    {
        ["Task.Run"] = c => Task.WhenAll(Of(3, i => Task.Run(() => c.Mark($"{i}")))),
        ["Task.Run, nested"] = c => Task.WhenAll(Of(3, i => Task.Run(async () =>
        {
            await Task.WhenAll(Of(2, j => Task.Run(() => c.Mark($"{i}.{j}")))).ConfigureAwait(false);
            c.Mark($"{i} done");
        }))),
        ["Task.Yield"] = c => Task.WhenAll(Of(3, async i =>
        {
            c.Mark($"{i} a");
            await Task.Yield();
            c.Mark($"{i} b");
        })),
        ["ConfigureAwait(false)"] = c => Task.WhenAll(Of(3, async i =>
        {
            await Task.Run(() => c.Mark($"{i} a")).ConfigureAwait(false);
            c.Mark($"{i} b");
            await Task.Delay(TimeSpan.FromSeconds(1), c.TimeProvider).ConfigureAwait(false);
            c.Mark($"{i} c");
        })),
        ["Task.WhenAny"] = async c =>
        {
            var tasks = Of(3, i => Task.Run(async () =>
            {
                await Task.Delay(TimeSpan.FromMilliseconds(30 - 10 * i), c.TimeProvider).ConfigureAwait(false);
                return i;
            }));
            c.Mark($"first {await await Task.WhenAny(tasks)}");
            c.Mark($"all {string.Join(' ', await Task.WhenAll(tasks))}");
        },
        ["Task.Result and Wait"] = c =>
        {
            c.Mark($"{Task.Run(async () => { await Task.Yield(); return 1; }).Result}");
            Task.WaitAll(Of(3, i => Task.Run(() => c.Mark($"{i}"))));
            Assert.Equal(2, Task.WaitAny(Of(3, i => Task.Delay(TimeSpan.FromSeconds(3 - i), c.TimeProvider))));
            Assert.False(Task.Delay(TimeSpan.FromSeconds(30), c.TimeProvider).Wait(10_000));
            c.Mark("over");
            return Task.CompletedTask;
        },
        ["Channel"] = async c =>
        {
            var channel = Channel.CreateBounded<int>(2);
            var writers = Task.WhenAll(Of(3, i => Task.Run(async () =>
            {
                for (var j = 0; j < 3; j++)
                    await channel.Writer.WriteAsync(10 * i + j);
            }))).ContinueWith(_ => channel.Writer.Complete(), TaskScheduler.Default);
            await foreach (var number in channel.Reader.ReadAllAsync())
                c.Mark($"{number}");
            await writers;
        },
        ["SemaphoreSlim.WaitAsync"] = c =>
        {
            var mutex = new SemaphoreSlim(1);
            return Task.WhenAll(Of(3, i => Task.Run(async () =>
            {
                await mutex.WaitAsync();
                c.Mark($"in {i}");
                await Task.Yield();
                c.Mark($"out {i}");
                mutex.Release();
            })));
        },
        ["SemaphoreSlim.Wait"] = c =>
        {
            var mutex = new SemaphoreSlim(1);
            return Task.WhenAll(Of(3, i => Task.Run(async () =>
            {
                mutex.Wait();
                c.Mark($"in {i}");
                await Task.Delay(TimeSpan.FromSeconds(1), c.TimeProvider);
                c.Mark($"out {i}");
                mutex.Release();
            })));
        },
        ["SemaphoreSlim.Wait with a time-out"] = async c =>
        {
            var never = new SemaphoreSlim(0);
            c.Mark($"{never.Wait(TimeSpan.FromSeconds(10))}");
            c.Mark($"{await never.WaitAsync(TimeSpan.Zero)}");
        },
        ["lock"] = c =>
        {
            var gate = new object();
            return Task.WhenAll(Of(3, i => Task.Run(() =>
            {
                lock (gate)
                {
                    c.Mark($"in {i}");
                    Task.Delay(TimeSpan.FromSeconds(1), c.TimeProvider).Wait();
                    c.Mark($"out {i}");
                }
            })));
        },
        ["Monitor.Wait"] = async c =>
        {
            var gate = new object();
            var isOpen = false;
            var waiting = Task.WhenAll(Of(3, i => Task.Run(() =>
            {
                lock (gate)
                {
                    while (!isOpen)
                        Monitor.Wait(gate);
                    c.Mark($"{i}");
                }
            })));
            await Task.Delay(TimeSpan.FromSeconds(1), c.TimeProvider);
            lock (gate)
            {
                isOpen = true;
                Monitor.PulseAll(gate);
            }

            await waiting;
        },
        ["events"] = async c =>
        {
            var (slim, auto) = (new ManualResetEventSlim(), new AutoResetEvent(false));
            var waiting = Task.WhenAll(
                Task.Run(() =>
                {
                    slim.Wait();
                    c.Mark("slim");
                    auto.Set();
                }),
                Task.Run(() =>
                {
                    auto.WaitOne();
                    c.Mark("auto");
                }));
            await Task.Yield();
            slim.Set();
            await waiting;
        },
        ["CountdownEvent and Barrier"] = async c =>
        {
            var (countdown, barrier) = (new CountdownEvent(3), new Barrier(3));
            var tasks = Of(3, i => Task.Run(() =>
            {
                barrier.SignalAndWait();
                c.Mark($"{i}");
                countdown.Signal();
            }));
            countdown.Wait();
            c.Mark("zero");
            await Task.WhenAll(tasks);
        },
        ["ReaderWriterLockSlim"] = c =>
        {
            var guard = new ReaderWriterLockSlim();
            return Task.WhenAll(Of(3, i => Task.Run(() =>
            {
                guard.EnterWriteLock();
                c.Mark($"in {i}");
                Task.Delay(TimeSpan.FromSeconds(1), c.TimeProvider).Wait();
                c.Mark($"out {i}");
                guard.ExitWriteLock();
            })));
        },
        ["BlockingCollection"] = async c =>
        {
            var queue = new BlockingCollection<int>(boundedCapacity: 2);
            var writer = Task.Run(() =>
            {
                for (var i = 0; i < 5; i++)
                    queue.Add(i);
                queue.CompleteAdding();
            });
            foreach (var number in queue.GetConsumingEnumerable())
                c.Mark($"{number}");
            await writer;
        },
        ["Parallel.ForEachAsync"] = c => Parallel.ForEachAsync(Enumerable.Range(0, 4), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (i, _) =>
        {
            await Task.Yield();
            c.Mark($"{i}");
        }),
        ["Parallel.For"] = c =>
        {
            Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 3 }, i => c.Mark($"{i}"));
            return Task.CompletedTask;
        },
        ["Parallel.Invoke and PLINQ"] = c =>
        {
            Parallel.Invoke(() => c.Mark("a"), () => c.Mark("b"), () => c.Mark("c"));
            c.Mark($"{Enumerable.Range(0, 50).AsParallel().WithDegreeOfParallelism(2).Select(i => i * i).Sum()}");
            return Task.CompletedTask;
        },
        ["TaskCompletionSource"] = async c =>
        {
            var (inline, queued) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
            var waiting = Task.WhenAll(
                Task.Run(async () => c.Mark($"inline {await inline.Task.ConfigureAwait(false)}")),
                Task.Run(async () => c.Mark($"queued {await queued.Task.ConfigureAwait(false)}")));
            await Task.Delay(TimeSpan.FromSeconds(1), c.TimeProvider);
            inline.SetResult(1);
            queued.SetResult(2);
            c.Mark("set");
            await waiting;
        },
        ["PeriodicTimer"] = async c =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), c.TimeProvider);
            for (var i = 0; i < 3 && await timer.WaitForNextTickAsync(); i++)
                c.Mark($"{i} at {c.TimeProvider.GetUtcNow():O}");
        },
        ["CancellationTokenSource"] = async c =>
        {
            using var cancelled = new CancellationTokenSource(TimeSpan.FromSeconds(2), c.TimeProvider);
            using var registration = cancelled.Token.Register(() => c.Mark("registered"));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Timeout.InfiniteTimeSpan, c.TimeProvider, cancelled.Token));
            c.Mark($"cancelled at {c.TimeProvider.GetUtcNow():O}");
            await Assert.ThrowsAsync<TimeoutException>(() => new TaskCompletionSource().Task.WaitAsync(TimeSpan.FromSeconds(1), c.TimeProvider));
        },
        ["ITimer"] = async c =>
        {
            var ticks = 0;
            var done = new TaskCompletionSource();
            await using var timer = c.TimeProvider.CreateTimer(
                _ =>
                {
                    c.Mark($"tick {++ticks}");
                    if (ticks == 3)
                        done.TrySetResult();
                },
                null,
                TimeSpan.FromSeconds(1),
                TimeSpan.FromSeconds(1));
            await done.Task;
        },
        ["async void"] = async c =>
        {
            var done = new TaskCompletionSource();
            FireAndForget(c, done);
            c.Mark("goes on");
            await done.Task;
        },
        ["IAsyncEnumerable"] = async c =>
        {
            await foreach (var number in Numbers(c))
                c.Mark($"{number}");
        },
        ["StartNew"] = c => Task.WhenAll(Of(3, i => Task.Factory.StartNew(
            () => c.Mark($"{i}"), CancellationToken.None, TaskCreationOptions.PreferFairness, TaskScheduler.Default))),
        ["ContinueWith"] = c => Task.Run(() => c.Mark("a"))
            .ContinueWith(_ => c.Mark("b"), TaskScheduler.Default)
            .ContinueWith(_ => c.Mark("c"), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default),
        ["TaskScheduler"] = c =>
        {
            var pair = new ConcurrentExclusiveSchedulerPair();
            return Task.WhenAll(Of(3, i => Task.Factory.StartNew(
                () => c.Mark($"{i}"), CancellationToken.None, TaskCreationOptions.None, i == 1 ? pair.ConcurrentScheduler : pair.ExclusiveScheduler)));
        },
        ["QueueUserWorkItem"] = async c =>
        {
            var done = new TaskCompletionSource();
            ThreadPool.QueueUserWorkItem(_ =>
            {
                c.Mark("queued");
                done.SetResult();
            });
            await done.Task;
            c.Mark("after");
        },
        ["UnsafeQueueUserWorkItem"] = async c =>
        {
            var done = new TaskCompletionSource();
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                c.Mark("queued");
                done.SetResult();
            }, null);
            await done.Task;
            c.Mark("after");
        },
        ["SuppressFlow"] = async c =>
        {
            Task suppressed;
            using (ExecutionContext.SuppressFlow())
                suppressed = Task.Run(() => Task.Run(() => c.Mark("suppressed")).ContinueWith(_ => c.Mark("then"), TaskScheduler.Default));
            await suppressed;
            await Task.Run(() => c.Mark("after"));
        },
        ["TPL dataflow"] = async c =>
        {
            var square = new TransformBlock<int, int>(i => i * i, new ExecutionDataflowBlockOptions { MaxDegreeOfParallelism = 2 });
            var print = new ActionBlock<int>(async i =>
            {
                await Task.Yield();
                c.Mark($"{i}");
            });
            square.LinkTo(print, new DataflowLinkOptions { PropagateCompletion = true });
            for (var i = 0; i < 4; i++)
                await square.SendAsync(i);
            square.Complete();
            await print.Completion;
        },
        ["AsyncLocal"] = async c =>
        {
            var local = new AsyncLocal<int> { Value = 1 };
            await Task.Run(async () =>
            {
                local.Value++;
                await Task.Yield();
                c.Mark($"inside {local.Value}");
            });
            c.Mark($"outside {local.Value}");
        },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_program_runs_the_same_way_each_time(string name)
    {
        using var threads = new SimThreadPool();
        var describe = Describe(s_programs[name]);

        var first = Run.Of(describe, RunPlan.Calm, new ChaosOptions(), threads);
        Assert.DoesNotContain(first.History.Events, e => e is ProcessFailed);
        Assert.Contains(first.History.Events, e => e is MarkReached);
        var noise = Task.Run(() => Parallel.For(0, 500, _ => Thread.SpinWait(1000)));
        for (var i = 0; i < Rounds; i++)
            Assert.Null(WorldHistory.FirstDifference(first.History, Run.Of(describe, RunPlan.Calm, new ChaosOptions(), threads).History));
        await noise;

        Assert.Equal(0, threads.LeakedCount);
    }

    private static Action<World> Describe(Func<ProcessContext, Task> program) => world =>
    {
        Fill(world, records: 1);
        world.Process("worker", async context =>
        {
            using var consumer = Subscribe(context);
            var order = consumer.Consume(context.Stopping);
            await program(context);
            ProcessThenCommit(consumer, order, context);
            consumer.Close();
        });
    };

    private static Task<T>[] Of<T>(int count, Func<int, Task<T>> create) => [.. Enumerable.Range(0, count).Select(create)];

    private static Task[] Of(int count, Func<int, Task> create) => [.. Enumerable.Range(0, count).Select(create)];

    private static async void FireAndForget(ProcessContext context, TaskCompletionSource done)
    {
        await Task.Yield();
        context.Mark("async void");
        done.SetResult();
    }

    private static async IAsyncEnumerable<string> Numbers(ProcessContext context)
    {
        for (var i = 0; i < 3; i++)
        {
            await Task.Delay(TimeSpan.FromSeconds(i), context.TimeProvider);
            yield return i.ToString(CultureInfo.InvariantCulture);
        }
    }
}
