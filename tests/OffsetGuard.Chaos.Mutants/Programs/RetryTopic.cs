namespace ChaosMutants.Programs;

/// <summary>Publishes an order that failed to a second topic, where it waits for another attempt behind the others.</summary>
[Program("retry topic", Topics = ["orders.retry"], MustRead = ["orders.retry"])]
internal class RetryTopic(ProcessContext context) : ConsumerProgram(context)
{
    private IProducer<string, string> _producer = null!;

    protected virtual ProducerConfig ProducerConfig => new() { BootstrapServers = "localhost:9092", Acks = Acks.All };

    protected virtual string[] Subscription => ["orders", "orders.retry"];

    protected override void Run()
    {
        using var producer = _producer = Context.ProducerBuilder<string, string>(ProducerConfig).Build();
        using var consumer = NewConsumer().Build();
        consumer.Subscribe(Subscription);
        try
        {
            while (true)
                Turn(consumer, consumer.Consume(Stopping));
        }
        catch (OperationCanceledException)
        {
            // Asked to stop.
        }

        consumer.Close();
    }

    protected virtual void Turn(Consumer consumer, Order order)
    {
        try
        {
            Handle(order);
        }
        catch (InjectedFailureException)
        {
            Postpone(order);
        }

        consumer.Commit(order);
    }

    /// <summary>From now on the copy is what has to be handled.</summary>
    protected virtual void Postpone(Order order)
    {
        _producer.ProduceAsync("orders.retry", order.Message).GetAwaiter().GetResult();
        Context.Processed(order);
    }

    /// <summary>Returns at once; what comes of it is told later.</summary>
    protected void Send(Order order) => _producer.Produce("orders.retry", order.Message, report =>
    {
        if (!report.Error.IsError)
            Context.Processed(order);
    });
}
