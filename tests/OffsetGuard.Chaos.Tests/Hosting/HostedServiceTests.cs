using Confluent.Kafka;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OffsetGuard.Chaos;
using OffsetGuard.Chaos.Exploration;
using OffsetGuard.Chaos.Faults;
using OffsetGuard.Chaos.History;
using OffsetGuard.Chaos.Scheduling;
using OffsetGuard.Chaos.Worlds;
using static ChaosTests.Orders;

namespace ChaosTests.Hosting;

/// <summary>An unmodified hosted service is a process: the world starts, stops, fails and kills it as the generic host and the machine do.</summary>
public sealed class HostedServiceTests
{
    [Fact]
    public void A_background_service_that_processes_first_holds() => Chaos.Test(With(context => new Worker(context, ProcessThenCommit)));

    [Fact]
    public void A_background_service_that_commits_first_loses_a_record() =>
        Breaks("at-least-once", With(context => new Worker(context, CommitThenProcess)));

    [Fact]
    public void A_background_service_that_fails_is_stopped_and_disposed_and_its_process_is_started_again()
    {
        var told = new List<string>();
        var run = RunOf(
            With(context => new Worker(context, (consumer, order, _) =>
            {
                if (context.IncarnationNumber == 1)
                    throw new InvalidDataException("no such customer");
                ProcessThenCommit(consumer, order, context);
            }) { Told = told }, records: 1));

        var failed = Assert.Single(run.History.Events.OfType<ProcessFailed>());
        Assert.Equal("no such customer", failed.Failure.Message);
        Assert.Equal(["start", "stop", "dispose", "start", "stop", "dispose"], told);
        Assert.Empty(run.Violations);
    }

    [Fact]
    public void A_killed_service_is_neither_stopped_nor_disposed()
    {
        var told = new List<string>();
        Run run;
        using (var threads = new SimThreadPool())
        {
            run = Run.Of(
                With(context => new Worker(context, ProcessThenCommit) { Told = told }, records: 1),
                RunPlan.Calm.With(Fault.Parse("kill worker after Processed(orders[0]@0)#1")!),
                new ChaosOptions(),
                threads);
        }

        Assert.Empty(run.Violations);
        Assert.Equal(["start", "start", "stop", "dispose"], told);
    }

    [Fact]
    public void A_service_that_ends_its_work_does_not_end_its_process()
    {
        var run = RunOf(With(context => new Worker(context, (consumer, order, _) =>
        {
            ProcessThenCommit(consumer, order, context);
            throw new OperationCanceledException("enough", context.Stopping);   // leaves the loop
        }), records: 1));

        Assert.True(Assert.Single(run.History.Events.OfType<ProcessStopped>()).WasAsked);
    }

    [Fact]
    public void A_service_that_does_not_stop_is_left_behind_after_thirty_seconds_of_virtual_time()
    {
        var run = RunOf(With(context => new Sleeper(context), records: 1));

        var stopped = Assert.Single(run.History.Events.OfType<ProcessStopped>());
        var asked = run.History.Events.OfType<OffsetsCommitted>().Last().At + new ChaosOptions().QuietPeriod;   // its delay is still to come
        Assert.Equal(TimeSpan.FromSeconds(30), stopped.At - asked);
    }

    [Fact]
    public void Services_start_in_order_and_stop_in_reverse()
    {
        var told = new List<string>();
        RunOf(world =>
        {
            Fill(world, records: 1);
            world.Process("reader", Loop(ProcessThenCommit));
            world.Services("application", _ => new ServiceCollection()
                .AddSingleton<IHostedService>(new Lifecycle("a", told))
                .AddSingleton<IHostedService>(new Lifecycle("b", told))
                .BuildServiceProvider());
        });

        Assert.Equal(
            "a starting, b starting, a start, b start, a started, b started, b stopping, a stopping, b stop, a stop, b stopped, a stopped",
            string.Join(", ", told));
    }

    [Fact]
    public void An_application_runs_with_its_own_registrations()
    {
        var report = Chaos.Test(Application);

        Assert.Equal(6, report.EffectCount);
    }

    private static void Application(World world)
    {
        Fill(world);
        world.Services("application", context =>
        {
            var services = new ServiceCollection();
            services.AddSingleton(new ConsumerBuilder<string, string>(Manual));
            services.AddSingleton(provider => provider.GetRequiredService<ConsumerBuilder<string, string>>().Build());
            services.AddSingleton(TimeProvider.System);
            services.AddSingleton<Action<ConsumeResult<string, string>>>(context.Processed);
            services.AddHostedService<OrderService>();
            return services.AddFakeKafka(context).BuildServiceProvider();
        });
    }

    private static Action<World> With(Func<ProcessContext, IHostedService> create, int records = 3) => world =>
    {
        Fill(world, records);
        world.Service("worker", create);
    };

    private static Run RunOf(Action<World> describe)
    {
        using var threads = new SimThreadPool();
        return Run.Of(describe, RunPlan.Calm, new ChaosOptions(), threads);
    }

    /// <summary>What everybody writes: a loop around a blocking Consume.</summary>
    private sealed class Worker(ProcessContext context, Turn turn) : BackgroundService
    {
        public List<string> Told { get; init; } = [];

        public override Task StartAsync(CancellationToken cancellationToken)
        {
            Told.Add("start");
            return base.StartAsync(cancellationToken);
        }

        public override Task StopAsync(CancellationToken cancellationToken)
        {
            Told.Add("stop");
            return base.StopAsync(cancellationToken);
        }

        public override void Dispose()
        {
            Told.Add("dispose");
            base.Dispose();
        }

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            using var consumer = Subscribe(context);
            try
            {
                while (true)
                    turn(consumer, consumer.Consume(stoppingToken), context);
            }
            catch (OperationCanceledException)
            {
            }

            consumer.Close();
        }
    }

    /// <summary>Works, and then does not listen any more.</summary>
    private sealed class Sleeper(ProcessContext context) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            using var consumer = Subscribe(context);
            ProcessThenCommit(consumer, consumer.Consume(TimeSpan.FromSeconds(10)), context);
            while (true)
                await Task.Delay(TimeSpan.FromMinutes(1), context.TimeProvider, CancellationToken.None);
        }
    }

    private sealed class Lifecycle(string name, List<string> told) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Tell("starting");

        public Task StartAsync(CancellationToken cancellationToken) => Tell("start");

        public Task StartedAsync(CancellationToken cancellationToken) => Tell("started");

        public Task StoppingAsync(CancellationToken cancellationToken) => Tell("stopping");

        public Task StopAsync(CancellationToken cancellationToken) => Tell("stop");

        public Task StoppedAsync(CancellationToken cancellationToken) => Tell("stopped");

        private Task Tell(string what)
        {
            told.Add($"{name} {what}");
            return Task.CompletedTask;
        }
    }

    /// <summary>Knows nothing of chaos tests.</summary>
    private sealed class OrderService(
        IConsumer<string, string> consumer, TimeProvider time, Action<ConsumeResult<string, string>> handle) : BackgroundService
    {
        private TimeProvider TimeProvider { get; } = time;

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            consumer.Subscribe("orders");
            while (!stoppingToken.IsCancellationRequested)
            {
                var order = consumer.Consume(TimeSpan.FromSeconds(1));
                if (order is null)
                    continue;
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider, CancellationToken.None);
                handle(order);
                consumer.Commit(order);
            }

            consumer.Close();
        }
    }
}
