namespace ChaosMutants.Programs;

/// <summary>Handles an order and stores its offset; the client commits what is stored, by its timer and when it closes.</summary>
[Program("stored offsets, auto-commit", Keeps = [Promise.CleanShutdown])]
internal class StoreOffsetLoop(ProcessContext context) : ConsumerProgram(context)
{
    protected override ConsumerConfig Config => new(base.Config) { EnableAutoCommit = true, EnableAutoOffsetStore = false };

    protected override void Run()
    {
        using var consumer = NewConsumer().Build();
        consumer.Subscribe("orders");
        try
        {
            while (true)
                Turn(consumer, consumer.Consume(Stopping));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        Leave(consumer);
    }

    protected virtual void Turn(Consumer consumer, Order order)
    {
        Handle(order);
        consumer.StoreOffset(order);
    }

    protected virtual void Leave(Consumer consumer) => consumer.Close();
}
