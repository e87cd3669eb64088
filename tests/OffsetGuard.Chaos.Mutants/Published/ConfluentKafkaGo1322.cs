using System.Collections.Concurrent;

namespace ChaosMutants.Published;

/// <summary>
/// confluentinc/confluent-kafka-go#1322, and confluent-kafka-dotnet#31 before it: the client stores an offset when it hands the record over, and commits it
/// when the partition is revoked; what the application has queued by then is nobody's.
/// </summary>
[Program("confluent-kafka-go#1322")]
internal class ConfluentKafkaGo1322(ProcessContext context) : ConsumerProgram(context)
{
    private readonly ConcurrentQueue<Order> _queue = new();

    protected override ConsumerConfig Config => new(base.Config) { EnableAutoCommit = true };

    protected Consumer Consumer { get; private set; } = null!;

    public override async Task RunAsync()
    {
        using var consumer = Consumer = NewConsumer().SetPartitionsRevokedHandler((_, _) => _queue.Clear()).Build();
        consumer.Subscribe("orders");
        var working = Task.Run(WorkAsync);
        while (!Stopping.IsCancellationRequested && !working.IsFaulted)
        {
            if (consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } order)
                _queue.Enqueue(order);
        }

        await working;
        consumer.Close();
    }

    protected virtual void Done(Order order)
    {
    }

    private async Task WorkAsync()
    {
        while (!Stopping.IsCancellationRequested)
        {
            if (_queue.TryDequeue(out var order))
            {
                await HandleAsync(order);
                Done(order);
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), Context.TimeProvider);
            }
        }
    }

    /// <summary>Stores an offset when the record is done.</summary>
    internal sealed class Repaired(ProcessContext context) : ConfluentKafkaGo1322(context)
    {
        protected override ConsumerConfig Config => new(base.Config) { EnableAutoOffsetStore = false };

        protected override void Done(Order order)
        {
            try
            {
                Consumer.StoreOffset(order);
            }
            catch (KafkaException lost) when (lost.Error.Code == ErrorCode.Local_State)
            {
                // Somebody else has the partition, and will do the order again.
            }
        }
    }
}
