namespace ChaosMutants.Programs;

/// <summary>A hosted service with an asynchronous handler.</summary>
[Program("background service")]
internal class OrderService(ProcessContext context) : ConsumerProgram(context)
{
    public override async Task RunAsync() => await ExecuteAsync(Stopping);

    protected virtual async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var consumer = NewConsumer().Build();
        consumer.Subscribe("orders");
        try
        {
            while (true)
                await TurnAsync(consumer, consumer.Consume(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        consumer.Close();
    }

    protected virtual async Task TurnAsync(Consumer consumer, Order order)
    {
        await HandleAsync(order, Stopping);
        consumer.Commit(order);
    }

    protected virtual async Task HandleAsync(Order order, CancellationToken cancellation)
    {
        await Task.Delay(TimeSpan.FromSeconds(2), Context.TimeProvider, cancellation);
        Handle(order);
    }
}
