using Confluent.Kafka;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Samples.OrderService;

/// <summary>
/// Reads orders and keeps them, at least once: the offset of an order is stored after the order is durable, and the client commits
/// what is stored, on its timer, when partitions move, and on Close.
/// </summary>
public sealed partial class OrderWorker(
    Func<ConsumerConfig, ConsumerBuilder<string, string>> builderFor,
    IOrderStore store,
    ILogger<OrderWorker> logger) : BackgroundService
{
    public static ConsumerConfig Config { get; } = new()
    {
        BootstrapServers = "localhost:9092",
        GroupId = "order-service",
        AutoOffsetReset = AutoOffsetReset.Earliest,
        EnableAutoCommit = true,
        EnableAutoOffsetStore = false,
    };

    /// <summary>The loop, on the thread of the caller, until it is stopped or an order cannot be kept.</summary>
    public void Run(CancellationToken stopping)
    {
        using var consumer = builderFor(Config)
            .SetPartitionsRevokedHandler((_, partitions) => LogRevoked(partitions.Count))
            .Build();
        consumer.Subscribe("orders");
        try
        {
            while (true)
            {
                var result = consumer.Consume(stopping);
                store.Save(Order.Parse(result.Message.Value), result.TopicPartitionOffset);
                consumer.StoreOffset(result);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            LogStopping();
        }
        finally
        {
            consumer.Close();   // commits what is stored and leaves the group, so that others need not wait for a time-out
        }
    }

    // Consume blocks its thread, so the loop gets one of its own instead of holding up the start of the host.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.Factory.StartNew(() => Run(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} partitions are taken away")]
    private partial void LogRevoked(int count);

    [LoggerMessage(Level = LogLevel.Information, Message = "Stopping")]
    private partial void LogStopping();
}
