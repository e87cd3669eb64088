using Confluent.Kafka;

namespace Samples.Broken.CommitBeforeProcess;

/// <summary>Commits the offset of each order and only then handles the order: a crash in between loses it.</summary>
public sealed class OrderLoop(
    Func<ConsumerConfig, ConsumerBuilder<string, string>> builderFor,
    Action<ConsumeResult<string, string>> handle)
{
    public void Run(CancellationToken stopping)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = "localhost:9092",
            GroupId = "billing",
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
        };
        using var consumer = builderFor(config).Build();
        consumer.Subscribe("orders");
        try
        {
            while (true)
            {
                var order = consumer.Consume(stopping);
                consumer.Commit(order);
                handle(order);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping: fall through to Close, which leaves the group.
        }
        finally
        {
            consumer.Close();
        }
    }
}
