using Confluent.Kafka;

namespace Samples.Fixed.CommitBeforeProcess;

/// <summary>Handles each order and only then commits its offset: a crash in between repeats the order and loses nothing.</summary>
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
                handle(order);
                consumer.Commit(order);
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
