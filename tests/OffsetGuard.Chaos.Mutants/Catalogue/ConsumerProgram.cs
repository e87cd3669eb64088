using OffsetGuard.Chaos.Durability;

namespace ChaosMutants;

/// <summary>
/// One life of a program as a .NET engineer writes it against Confluent.Kafka. What it does is split into small virtual steps; a mutant
/// overrides one of them.
/// </summary>
internal abstract class ConsumerProgram(ProcessContext context)
{
    protected ProcessContext Context { get; } = context;

    /// <summary>What survives a kill besides the cluster.</summary>
    public DurableStores Stores { protected get; set; } = null!;

    /// <summary>Cancelled when the program is to stop in order.</summary>
    protected CancellationToken Stopping => Context.Stopping;

    /// <summary>Runs until it is asked to stop. A program that blocks overrides <see cref="Run"/> instead.</summary>
    public virtual Task RunAsync()
    {
        Run();
        return Task.CompletedTask;
    }

    protected virtual void Run() => throw new NotSupportedException($"{GetType().Name} overrides neither Run nor RunAsync.");

    /// <summary>Reads from the beginning, and commits what it is told to.</summary>
    protected virtual ConsumerConfig Config => new()
    {
        BootstrapServers = "localhost:9092",
        GroupId = "billing",
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = false,
    };

    protected ConsumerBuilder<string, string> NewConsumer() => Context.ConsumerBuilder<string, string>(Config);

    /// <summary>Does what an order is for; the row is written, the mail is sent.</summary>
    protected virtual void Handle(Order order) => Context.Processed(order);

    /// <summary>The same by way of a slow service, so that heartbeats, timers and rebalances come in the middle of it.</summary>
    protected virtual async Task HandleAsync(Order order)
    {
        await Task.Delay(TimeSpan.FromSeconds(4), Context.TimeProvider);
        Handle(order);
    }

    /// <summary>The next offset to read after this order.</summary>
    protected static TopicPartitionOffset After(Order order) => new(order.TopicPartition, order.Offset + 1);

    /// <summary>The highest of these orders in each partition decides where to read on.</summary>
    protected static IEnumerable<TopicPartitionOffset> AfterAll(IEnumerable<Order> orders) =>
        orders.GroupBy(o => o.TopicPartition).Select(p => After(p.MaxBy(o => o.Offset.Value)!));
}
