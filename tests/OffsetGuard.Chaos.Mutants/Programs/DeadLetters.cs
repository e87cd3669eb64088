namespace ChaosMutants.Programs;

/// <summary>Publishes an order that cannot be read to a topic of its own, waits for the broker, and goes on.</summary>
[Program("dead letters", Records = 4, Topics = ["orders.dead"])]
internal class DeadLetters(ProcessContext context) : SyncLoop(context)
{
    /// <summary>The last order makes no sense.</summary>
    private const string Unreadable = "E";

    private IProducer<string, string> _producer = null!;

    protected virtual ProducerConfig ProducerConfig => new() { BootstrapServers = "localhost:9092", Acks = Acks.All };

    protected override void Run()
    {
        using var producer = _producer = Context.ProducerBuilder<string, string>(ProducerConfig).Build();
        base.Run();
    }

    protected override void Handle(Order order)
    {
        try
        {
            Bill(order);
        }
        catch (FormatException)
        {
            Bury(order);
        }
    }

    protected void Bill(Order order)
    {
        if (order.Message.Key == Unreadable)
            throw new FormatException($"Order {order.Message.Key} cannot be read.");
        Context.Processed(order);
    }

    protected virtual void Bury(Order order)
    {
        _producer.ProduceAsync("orders.dead", order.Message).GetAwaiter().GetResult();
        Context.Processed(order);
    }

    /// <summary>Returns at once; what comes of it is told later.</summary>
    protected void Send(Order order) => _producer.Produce("orders.dead", order.Message, report =>
    {
        if (!report.Error.IsError)
            Context.Processed(order);
    });
}
