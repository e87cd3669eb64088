using Confluent.Kafka;

namespace Samples.Broken.AutoCommit;

/// <summary>
/// Leaves committing to the client. librdkafka stores the offset of an order before it hands the order over, so the timer
/// may commit an order that is still being handled: a crash then loses it.
/// </summary>
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
        };
        using var consumer = builderFor(config).Build();
        consumer.Subscribe("orders");
        try
        {
            while (true)
            {
                var order = consumer.Consume(stopping);
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
