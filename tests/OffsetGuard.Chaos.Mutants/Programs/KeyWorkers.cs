using System.Threading.Channels;

namespace ChaosMutants.Programs;

/// <summary>Orders of different keys are handled side by side; committed is what has nothing unfinished below it.</summary>
[Program("worker per key, offset tracker", Records = 4, Keys = "ABAB", Keeps = [Promise.CleanHandOver, Promise.NothingAfterRevocation, Promise.CommitsOwnPartitions, Promise.NoCommitRegression, Promise.KeyOrder])]
internal class KeyWorkers : ConsumerProgram
{
    private readonly Channel<Order>[] _lanes = [Channel.CreateUnbounded<Order>(), Channel.CreateUnbounded<Order>()];
    private readonly List<Task> _running = [];
    private int _busyCount;

    public KeyWorkers(ProcessContext context)
        : base(context) =>
        _running.AddRange(_lanes.Select(lane => Task.Run(() => WorkAsync(lane.Reader))));

    protected OffsetTracker Tracker { get; } = new();

    protected Consumer Consumer { get; private set; } = null!;

    protected override void Run()
    {
        using var consumer = Consumer = NewConsumer()
            .SetPartitionsRevokedHandler((_, _) => Revoked())
            .SetPartitionsLostHandler((_, _) => Lost())
            .Build();
        consumer.Subscribe("orders");
        while (!Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } order)
                Dispatch(order);
            if (_running.Find(r => r.IsFaulted) is { } failed)
                failed.GetAwaiter().GetResult();
            CommitHandled();
        }

        consumer.Close();
    }

    protected virtual void Dispatch(Order order)
    {
        Tracker.Begin(order);
        Enqueue(order);
    }

    protected void Enqueue(Order order) => _lanes[LaneOf(order)].Writer.TryWrite(order);

    protected virtual int LaneOf(Order order) => order.Message.Key[0] % _lanes.Length;

    /// <summary>The lanes are not equally fast.</summary>
    protected override async Task HandleAsync(Order order)
    {
        await Task.Delay(TimeSpan.FromSeconds(LaneOf(order) == 1 ? 3 : 1), Context.TimeProvider);
        Handle(order);
    }

    protected virtual async Task CompleteAsync(Order order)
    {
        Interlocked.Increment(ref _busyCount);
        try
        {
            await HandleAsync(order);
            Tracker.End(order);
        }
        finally
        {
            Interlocked.Decrement(ref _busyCount);
        }
    }

    protected virtual void CommitHandled()
    {
        foreach (var next in Tracker.TakeProgress())
            Consumer.Commit([next]);
    }

    /// <summary>What has begun is finished and committed before somebody else may begin it.</summary>
    protected virtual void Revoked()
    {
        WaitForLanes();
        CommitHandled();
        Tracker.Clear();
    }

    /// <summary>Somebody else has them already; but no work outlives its partition.</summary>
    protected virtual void Lost()
    {
        WaitForLanes();
        Tracker.Clear();
    }

    protected void WaitForLanes()
    {
        while (_busyCount > 0 || (Tracker.HasUnfinished && !_running.Exists(r => r.IsFaulted)))
            Task.Delay(TimeSpan.FromMilliseconds(100), Context.TimeProvider).GetAwaiter().GetResult();
    }

    private async Task WorkAsync(ChannelReader<Order> orders)
    {
        await foreach (var order in orders.ReadAllAsync())
            await CompleteAsync(order);
    }
}
