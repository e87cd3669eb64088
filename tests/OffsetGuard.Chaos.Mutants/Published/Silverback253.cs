namespace ChaosMutants.Published;

/// <summary>
/// BEagle1984/silverback#253: a record that fails, a consumer that stops because of it, and a group that goes on behind the record. Auto-commit is
/// on, and the offset is stored when the record is handed over; what stops the consumer closes it, and closing commits.
/// </summary>
[Program("Silverback#253")]
internal class Silverback253(ProcessContext context) : ConsumerProgram(context)
{
    /// <summary>The database is down as long as the first life of the process lasts.</summary>
    private bool IsDown => Context.IncarnationNumber == 1;

    protected override ConsumerConfig Config => new(base.Config) { EnableAutoCommit = true };

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
        finally
        {
            consumer.Close();
        }
    }

    protected virtual void Turn(Consumer consumer, Order order)
    {
        for (var attempt = 1; IsDown && order.Message.Key == "D"; attempt++)
        {
            if (attempt == 3)
                throw new TimeoutException("The database does not answer.");
        }

        Handle(order);
    }

    /// <summary>Stores an offset when the record is done.</summary>
    internal sealed class Repaired(ProcessContext context) : Silverback253(context)
    {
        protected override ConsumerConfig Config => new(base.Config) { EnableAutoOffsetStore = false };

        protected override void Turn(Consumer consumer, Order order)
        {
            base.Turn(consumer, order);
            consumer.StoreOffset(order);
        }
    }
}
