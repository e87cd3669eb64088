using System.Threading.Channels;

namespace ChaosMutants.Programs;

/// <summary>One worker for each partition; what they have handled is committed by the thread that consumes.</summary>
[Program("worker per partition", Records = 4, Partitions = 2, Keeps = [Promise.CleanShutdown, Promise.CleanHandOver, Promise.NothingAfterRevocation, Promise.CommitsOwnPartitions, Promise.NoCommitRegression])]
internal class PartitionWorkers(ProcessContext context) : ConsumerProgram(context)
{
    protected Dictionary<TopicPartition, Worker> Workers { get; } = [];

    public override Task RunAsync()
    {
        using var consumer = NewConsumer()
            .SetPartitionsRevokedHandler((c, gone) => Revoked(c, gone))
            .SetPartitionsLostHandler((c, gone) => Lost(c, gone))
            .Build();
        consumer.Subscribe("orders");
        while (!Stopping.IsCancellationRequested)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } order)
                Dispatch(consumer, order);
            CommitHandled(consumer);
        }

        Leave(consumer);
        return Task.CompletedTask;
    }

    protected virtual void Dispatch(Consumer consumer, Order order)
    {
        if (!Workers.TryGetValue(order.TopicPartition, out var worker))
            Workers.Add(order.TopicPartition, worker = new Worker(HandleAsync));
        worker.Add(order);
    }

    protected virtual void CommitHandled(Consumer consumer)
    {
        foreach (var worker in Workers.Values)
        {
            worker.RequireNoFailure();
            Commit(consumer, worker);
        }
    }

    /// <summary>Lets the workers finish, so that the next owner begins where they have ended.</summary>
    protected virtual void Revoked(Consumer consumer, List<TopicPartitionOffset> gone)
    {
        var drained = new List<Worker>();
        foreach (var partition in gone)
        {
            if (!Workers.Remove(partition.TopicPartition, out var worker))
                continue;
            worker.Drain();
            drained.Add(worker);
        }

        foreach (var worker in drained)
        {
            worker.RequireNoFailure();
            Commit(consumer, worker);
        }
    }

    /// <summary>Somebody else has them already: nothing may be committed.</summary>
    protected virtual void Lost(Consumer consumer, List<TopicPartitionOffset> gone)
    {
        foreach (var partition in gone)
        {
            if (Workers.Remove(partition.TopicPartition, out var worker))
                Abandon(worker);
        }
    }

    protected virtual void Abandon(Worker worker) => worker.Abandon();

    protected virtual void Leave(Consumer consumer) => consumer.Close();

    protected static void Commit(Consumer consumer, Worker worker)
    {
        if (worker.TakeHandled() is { } next)
            consumer.Commit([next]);
    }

    /// <summary>Handles the orders of one partition in their order.</summary>
    protected sealed class Worker
    {
        private readonly Channel<Order> _queue = Channel.CreateUnbounded<Order>();
        private readonly Task _running;
        private Order? _handled;
        private volatile bool _isAbandoned;

        public Worker(Func<Order, Task> handleAsync) => _running = Task.Run(async () =>
        {
            await foreach (var order in _queue.Reader.ReadAllAsync())
            {
                if (_isAbandoned)
                    return;
                await handleAsync(order);
                Volatile.Write(ref _handled, order);
            }
        });

        public void Add(Order order) => _queue.Writer.TryWrite(order);

        /// <summary>Where to read on after what was handled since the last time.</summary>
        public TopicPartitionOffset? TakeHandled() =>
            Interlocked.Exchange(ref _handled, null) is { } order ? new TopicPartitionOffset(order.TopicPartition, order.Offset + 1) : null;

        /// <summary>Waits until it has ended or failed: no work outlives its partition, and one that failed is no reason not to wait for the others.</summary>
        public void Drain()
        {
            _queue.Writer.Complete();
            _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }

        /// <summary>Begins nothing more, and waits for what has begun. What fails of it is the next owner's.</summary>
        public void Abandon()
        {
            _isAbandoned = true;
            Drain();
        }

        public void RequireNoFailure()
        {
            if (_running.IsFaulted)
                _running.GetAwaiter().GetResult();
        }
    }
}
