using Confluent.Kafka;

namespace Samples.Fixed.AutoCommit;

/// <summary>Lets the client commit on its timer, but only offsets that were stored after their order was handled.</summary>
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
            EnableAutoCommit = true,
            EnableAutoOffsetStore = false,
        };
        using var consumer = builderFor(config).Build();
        consumer.Subscribe("orders");
        try
        {
            while (true)
            {
                var order = consumer.Consume(stopping);
                handle(order);
                consumer.StoreOffset(order);
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
