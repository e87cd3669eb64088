namespace ChaosMutants.Programs;

/// <summary>One order after the other: handle it, then commit it.</summary>
[Program("synchronous loop", Keeps = [Promise.CleanShutdown])]
internal class SyncLoop(ProcessContext context) : ConsumerProgram(context)
{
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
        consumer.Commit(order);
    }

    protected virtual void Leave(Consumer consumer) => consumer.Close();
}
